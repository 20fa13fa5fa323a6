<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>The host stand of a restaurant: take, find and cancel reservations.</source>
        <translation>L’accueil d’un restaurant&#xa0;: prendre, trouver et annuler des réservations.</translation>
    </message>
    <message>
        <source>What is inside, with its licences</source>
        <translation>Ce que contient le programme, avec les licences</translation>
    </message>
    <message>
        <source>Source and licence</source>
        <translation>Code source et licence</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>Code source&#xa0;: {address}</translation>
    </message>
</context>
<context>
    <name>Affected</name>
    <message>
        <source>moved by the clock</source>
        <translation>déplacé, heure sautée</translation>
    </message>
    <message>
        <source>moved from {hour}</source>
        <translation>déplacé, avant&#xa0;: {hour}</translation>
    </message>
    <message>
        <source>we are closed</source>
        <translation>fermé alors</translation>
    </message>
    <message>
        <source>table is gone</source>
        <translation>table retirée</translation>
    </message>
    <message>
        <source>table too small</source>
        <translation>table trop petite</translation>
    </message>
    <message>
        <source>clock skips it</source>
        <translation>heure sautée</translation>
    </message>
    <message>
        <source>hour comes twice</source>
        <translation>heure doublée</translation>
    </message>
    <message>
        <source>hour is gone</source>
        <translation>heure disparue</translation>
    </message>
    <message>
        <source>The house is closed on {day} at {hour}.</source>
        <translation>Le restaurant est fermé le {day} à {hour}.</translation>
    </message>
    <message>
        <source>Table {table} is no longer there on {day}.</source>
        <translation>La table {table} n’existe plus le {day}.</translation>
    </message>
    <message>
        <source>Table {table} seats fewer on {day} than the party is.</source>
        <translation>La table {table} a moins de places le {day} qu’il n’y a de personnes.</translation>
    </message>
    <message>
        <source>The clock skips this hour on {day}.</source>
        <translation>Le {day}, l’horloge saute cette heure.</translation>
    </message>
    <message>
        <source>The clock shows {hour} twice on {day}; they have the first of the two.</source>
        <translation>Le {day}, l’horloge affiche deux fois {hour}&#x202f;; ils ont la première des deux.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer in the book.</source>
        <translation>La table {table} à {hour} le {day} n’est plus dans le livre.</translation>
    </message>
    <message>
        <source>The clock skips the hour that they had; they were moved to {hour}.</source>
        <translation>L’horloge saute l’heure qu’ils avaient&#xa0;; ils ont été déplacés à {hour}.</translation>
    </message>
    <message>
        <source>They were moved from {before} to {hour}.</source>
        <translation>Ils ont été déplacés de {before} à {hour}.</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>The house is closed then.</source>
        <translation>Le restaurant est alors fermé.</translation>
    </message>
    <message>
        <source>The table is no longer there.</source>
        <translation>La table n’existe plus.</translation>
    </message>
    <message>
        <source>The table seats too few.</source>
        <translation>La table a trop peu de places.</translation>
    </message>
    <message>
        <source>The clock skips this hour on that day.</source>
        <translation>L’horloge saute cette heure ce jour-là.</translation>
    </message>
    <message>
        <source>The clock shows this hour twice on that day.</source>
        <translation>L’horloge affiche deux fois cette heure ce jour-là.</translation>
    </message>
    <message>
        <source>The hour is no longer in the book.</source>
        <translation>L’heure n’est plus dans le livre.</translation>
    </message>
    <message>
        <source>table {table}, {hour}</source>
        <translation>table {table}, {hour}</translation>
    </message>
    <message>
        <source>table {table}, {day}, {hour}</source>
        <translation>table {table}, {day}, {hour}</translation>
    </message>
    <message>
        <source>to call</source>
        <translation>à appeler</translation>
    </message>
    <message>
        <source>Called {time}, {host} at {station}</source>
        <translation>Appelé à {time}, {host}, {station}</translation>
    </message>
    <message>
        <source>Called {time}, {station}</source>
        <translation>Appelé à {time}, {station}</translation>
    </message>
    <message>
        <source>{reason} They have {place} instead.</source>
        <translation>{reason} À la place&#xa0;: {place}.</translation>
    </message>
    <message>
        <source>{reason} Free instead: {place}.</source>
        <translation>{reason} Libre à la place&#xa0;: {place}.</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>Allergie.</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
    <message>
        <source>Table {table}, {why}</source>
        <translation>Table {table}, {why}</translation>
    </message>
    <message>
        <source>called</source>
        <translation>appelé</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>{who}. {why} {called}.</source>
        <translation>{who}. {why} {called}.</translation>
    </message>
    <message>
        <source>{who}. {why} Call them.</source>
        <translation>{who}. {why} À appeler.</translation>
    </message>
    <message>
        <source>{who}. {why} {called}. Goes to {place}.</source>
        <translation>{who}. {why} {called}. Nouvelle place&#xa0;: {place}.</translation>
    </message>
    <message>
        <source>{who}. {why} Goes to {place}.</source>
        <translation>{who}. {why} Nouvelle place&#xa0;: {place}.</translation>
    </message>
    <message>
        <source>Reservations without a table</source>
        <translation>Réservations sans table</translation>
    </message>
</context>
<context>
    <name>AffectedBox</name>
    <message>
        <source>New home</source>
        <translation>Nouvelle place</translation>
    </message>
    <message>
        <source>{place}, {seats}</source>
        <translation>{place}, {seats}</translation>
    </message>
</context>
<context>
    <name>AllHeads</name>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Client</translation>
    </message>
</context>
<context>
    <name>AllPanel</name>
    <message>
        <source>All tables</source>
        <translation>Toutes les tables</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Planning</translation>
    </message>
    <message>
        <source>How all tables are shown</source>
        <translation>Affichage de toutes les tables</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Heures</translation>
    </message>
    <message>
        <source>Which hours both lists show</source>
        <translation>Heures affichées dans les deux listes</translation>
    </message>
    <message>
        <source>Now {time}</source>
        <translation>Maintenant {time}</translation>
    </message>
    <message>
        <source>No hours on {day}</source>
        <translation>Aucune heure le {day}</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 table</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} tables</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>1 table</source>
        <translation>1 table</translation>
    </message>
    <message>
        <source>{count} tables</source>
        <translation>{count} tables</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>1 place</translation>
    </message>
    <message>
        <source>{count} seats</source>
        <translation>{count} places</translation>
    </message>
    <message>
        <source>{tables} of {capacity}</source>
        <translation>{tables} de {capacity}</translation>
    </message>
    <message>
        <source>1 hour can be reserved.</source>
        <translation>1 heure peut être réservée.</translation>
    </message>
    <message>
        <source>{count} hours can be reserved.</source>
        <translation>{count} heures peuvent être réservées.</translation>
    </message>
    <message>
        <source>{opens} to {closes}, the next day</source>
        <translation>{opens} à {closes} le lendemain</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} à {closes}</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>Réservations</translation>
    </message>
</context>
<context>
    <name>AsItWas</name>
    <message>
        <source>All tables, as they were</source>
        <translation>Toutes les tables, telles qu’elles étaient</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>To the change before</source>
        <translation>À la modification précédente</translation>
    </message>
    <message>
        <source>To the next change</source>
        <translation>À la modification suivante</translation>
    </message>
    <message>
        <source>The past: as it stood on {day} at {time}. Nothing can be changed here.</source>
        <translation>Le passé&#xa0;: l’état du {day} à {time}. Rien ne peut être modifié ici.</translation>
    </message>
    <message>
        <source>What was done then has been moved out of the book into files, so this is not how the day stood.</source>
        <translation>Ce qui a été fait alors a été transféré du livre dans des fichiers&#xa0;: ce n’est donc pas l’état de ce jour.</translation>
    </message>
    <message>
        <source>Another program wrote one of these reservations, and keeps no history: how it stood then is not certain.</source>
        <translation>Un autre programme a écrit une de ces réservations et ne tient pas d’historique&#xa0;: son état d’alors n’est pas certain.</translation>
    </message>
    <message>
        <source>Another program wrote {n} of these reservations, and keeps no history: how they stood then is not certain.</source>
        <translation>Un autre programme a écrit {n} de ces réservations et ne tient pas d’historique&#xa0;: leur état d’alors n’est pas certain.</translation>
    </message>
</context>
<context>
    <name>AttentionDesk</name>
    <message>
        <source>Moving the party</source>
        <translation>Déplacement du groupe</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>Déplacé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Cancelling the reservation</source>
        <translation>Annulation de la réservation</translation>
    </message>
    <message>
        <source>Noting the call</source>
        <translation>L’appel est noté</translation>
    </message>
    <message>
        <source>Called: {facts}.</source>
        <translation>Appelé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Not called: {facts}.</source>
        <translation>Pas appelé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
    <message>
        <source>The call list is being made</source>
        <translation>La liste d’appels est en préparation</translation>
    </message>
</context>
<context>
    <name>AttentionDialog</name>
    <message>
        <source>Choose a new home, or call them</source>
        <translation>Choisir une nouvelle place, ou appeler</translation>
    </message>
    <message>
        <source>Cancel the reservation</source>
        <translation>Annuler la réservation</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>Liste d’appels</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>Reading the book</source>
        <translation>Lecture du livre</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be settled now.</source>
        <translation>La base de données ne répond pas, rien ne peut donc être réglé maintenant.</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>Rien à régler</translation>
    </message>
    <message>
        <source>Every reservation ahead has its hour and its table.</source>
        <translation>Chaque réservation à venir a son heure et sa table.</translation>
    </message>
    <message>
        <source>1 reservation whose guest has to hear of another hour</source>
        <translation>1 réservation dont le client doit apprendre le changement d’heure</translation>
    </message>
    <message>
        <source>1 reservation without an hour or a table that the house offers</source>
        <translation>1 réservation dont l’heure ou la table n’est plus proposée</translation>
    </message>
    <message>
        <source>{n} reservations; the guests of {moved} have to hear of another hour</source>
        <translation>{n} réservations&#x202f;; les clients de {moved} doivent apprendre le changement d’heure</translation>
    </message>
    <message>
        <source>{n} reservations without an hour or a table that the house offers</source>
        <translation>{n} réservations dont l’heure ou la table n’est plus proposée</translation>
    </message>
    <message>
        <source>Move to {place}</source>
        <translation>Déplacer&#xa0;: {place}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Not called</source>
        <translation>Pas appelé</translation>
    </message>
    <message>
        <source>Mark as called</source>
        <translation>Noter l’appel</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Mark them as called once they know. Escape leaves.</source>
        <translation>Notez l’appel dès qu’ils sont au courant. Échap ferme.</translation>
    </message>
    <message>
        <source>Choose a new home or call them. Escape leaves.</source>
        <translation>Choisissez une nouvelle place ou appelez. Échap ferme.</translation>
    </message>
    <message>
        <source>Enter moves the party, Escape leaves.</source>
        <translation>Entrée déplace, Échap ferme.</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}?</source>
        <translation>Annuler {guest}, {day}, {hour}&#x202f;?</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}? The house no longer offers this place, so it cannot be undone.</source>
        <translation>Annuler {guest}, {day}, {hour}&#x202f;? Le restaurant ne propose plus cette place, l’annulation est donc définitive.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>AvailablePanel</name>
    <message>
        <source>Available</source>
        <translation>Libres</translation>
    </message>
    <message>
        <source>Free tables</source>
        <translation>Tables libres</translation>
    </message>
</context>
<context>
    <name>BackupActs</name>
    <message>
        <source>This database is not saved by the program every day.</source>
        <translation>Le programme ne sauvegarde pas cette base de données chaque jour.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the first is still to come.</source>
        <translation>Le programme fait une sauvegarde chaque jour de lui-même&#x202f;; la première est encore à venir.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the last on {day} at {hour}.</source>
        <translation>Le programme fait une sauvegarde chaque jour de lui-même&#x202f;; la dernière le {day} à {hour}.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>The whole book in one file, as it is at this instant. It is saved in {folder}; keep a copy on another disk. Whoever has the file can read names and numbers of guests.</source>
        <translation>Tout le livre en un fichier, tel qu’il est à cet instant. Il est enregistré dans {folder}&#x202f;; gardez-en une copie sur un autre disque. Quiconque a le fichier peut lire les noms et les numéros des clients.</translation>
    </message>
    <message>
        <source>Save a backup now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Entrée enregistre, Échap ferme.</translation>
    </message>
    <message>
        <source>The book is being saved.</source>
        <translation>Le livre est en cours de sauvegarde.</translation>
    </message>
    <message>
        <source>The backup is saved: {file}, {size}.</source>
        <translation>La sauvegarde est enregistrée&#xa0;: {file}, {size}.</translation>
    </message>
</context>
<context>
    <name>BackupKeeper</name>
    <message>
        <source>Today&apos;s backup could not be made: {why}</source>
        <translation>La sauvegarde d’aujourd’hui n’a pas pu être faite&#xa0;: {why}</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Reservations follow the clock of the database, so none is at a wrong hour.</source>
        <translation>Les réservations suivent l’horloge de la base de données&#xa0;: aucune n’est à une mauvaise heure.</translation>
    </message>
    <message>
        <source>Free some space on this machine soon, or nothing can be saved any more.</source>
        <translation>Libérez bientôt de la place sur cet ordinateur, sinon plus rien ne pourra être enregistré.</translation>
    </message>
    <message>
        <source>No initials</source>
        <translation>Pas d’initiales</translation>
    </message>
    <message>
        <source>Initials: {initials}</source>
        <translation>Initiales&#xa0;: {initials}</translation>
    </message>
    <message>
        <source>Who is at this station</source>
        <translation>Qui est à ce poste</translation>
    </message>
    <message>
        <source>Live, {n} ms</source>
        <translation>En direct, {n} ms</translation>
    </message>
    <message>
        <source>Not live since {time}</source>
        <translation>Plus en direct depuis {time}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} fast</source>
        <translation>L’horloge de cet ordinateur avance de {by}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} slow</source>
        <translation>L’horloge de cet ordinateur retarde de {by}</translation>
    </message>
    <message>
        <source>Disk nearly full: {size} left</source>
        <translation>Disque presque plein&#xa0;: reste {size}</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} jours</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation>Calendrier</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>Mois précédent</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Mois suivant</translation>
    </message>
</context>
<context>
    <name>CallList</name>
    <message>
        <source>Calls to make, {house}</source>
        <translation>Appels à passer, {house}</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>Allergie.</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>sans numéro</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>1 party to call</source>
        <translation>1 groupe à appeler</translation>
    </message>
    <message>
        <source>{n} parties to call</source>
        <translation>{n} groupes à appeler</translation>
    </message>
    <message>
        <source>Calls to make</source>
        <translation>Appels à passer</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Name and phone</source>
        <translation>Nom et téléphone</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>À dire</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
</context>
<context>
    <name>CallLists</name>
    <message>
        <source>The call list has gone to the printer {printer}.</source>
        <translation>Liste d’appels envoyée à l’imprimante {printer}.</translation>
    </message>
    <message>
        <source>Call list saved in {folder}.</source>
        <translation>Liste d’appels enregistrée dans {folder}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Numéro de téléphone</translation>
    </message>
    <message>
        <source>Cancel a reservation</source>
        <translation>Annuler une réservation</translation>
    </message>
    <message>
        <source>Pick one that was made at this station, or find it by phone.</source>
        <translation>Choisissez une réservation de ce poste, ou cherchez par numéro de téléphone.</translation>
    </message>
    <message>
        <source>No reservation of this station is left</source>
        <translation>Plus aucune réservation de ce poste</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>Tapez le numéro de téléphone du client.</translation>
    </message>
    <message>
        <source>Made at {station}</source>
        <translation>Prises à {station}</translation>
    </message>
    <message>
        <source>Looking for {phone}</source>
        <translation>Recherche de {phone}</translation>
    </message>
    <message>
        <source>Under {phone}</source>
        <translation>Au {phone}</translation>
    </message>
    <message>
        <source>No reservation to come under {phone}</source>
        <translation>Aucune réservation à venir au {phone}</translation>
    </message>
    <message>
        <source>Ask for the number once more.</source>
        <translation>Redemandez le numéro.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}.</source>
        <translation>Cela libère la table {table} à {hour}.</translation>
    </message>
    <message>
        <source>Cancel table {table}, {hour}</source>
        <translation>Annuler la table {table}, {hour}</translation>
    </message>
    <message>
        <source>Enter goes to the list, Escape leaves.</source>
        <translation>Entrée va à la liste, Échap ferme.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Enter cancels it, Escape leaves.</source>
        <translation>Entrée l’annule, Échap ferme.</translation>
    </message>
    <message>
        <source>Cancelling table {table} at {hour}.</source>
        <translation>Annulation de la table {table} à {hour}.</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Chart</source>
        <translation>Graphique</translation>
    </message>
    <message>
        <source>The table beside it says the same in numbers.</source>
        <translation>Le tableau à côté dit la même chose en chiffres.</translation>
    </message>
</context>
<context>
    <name>ClockDesk</name>
    <message>
        <source>The hours ahead go by the new clock; every reservation keeps its hour.</source>
        <translation>Les heures à venir suivent la nouvelle horloge&#x202f;; chaque promesse a gardé son heure.</translation>
    </message>
</context>
<context>
    <name>ClockRow</name>
    <message>
        <source>The rules of your clock have changed.</source>
        <translation>Les règles de votre fuseau horaire ont changé.</translation>
    </message>
    <message>
        <source>Hours ahead would move with their reservations. No new days open until you have seen who is affected.</source>
        <translation>Des heures promises se déplaceraient. Aucun autre jour n’est créé tant que vous n’avez pas vu qui est concerné.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>Voir qui est concerné</translation>
    </message>
</context>
<context>
    <name>Closure</name>
    <message>
        <source>Up to and including {day}.</source>
        <translation>Jusqu’au {day} inclus.</translation>
    </message>
    <message>
        <source>Closed each day up to and including {day}: {hours}.</source>
        <translation>Fermé chaque jour jusqu’au {day} inclus&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>Closed today: {hours}.</source>
        <translation>Fermé aujourd’hui&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>Closed up to and including {day}.</source>
        <translation>Fermé jusqu’au {day} inclus.</translation>
    </message>
    <message>
        <source>Closed today.</source>
        <translation>Fermé aujourd’hui.</translation>
    </message>
    <message>
        <source>Other hours up to and including {day}: {hours}.</source>
        <translation>Autres horaires jusqu’au {day} inclus&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>Other hours today: {hours}.</source>
        <translation>Autres horaires aujourd’hui&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>Closed on {day}: {hours}.</source>
        <translation>Fermé le {day}&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>Other hours on {day}: {hours}.</source>
        <translation>Autres horaires le {day}&#xa0;: {hours}.</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} à {closes}</translation>
    </message>
</context>
<context>
    <name>ClosuresPage</name>
    <message>
        <source>Closures and other hours</source>
        <translation>Fermetures et autres horaires</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>Ajouter une entrée</translation>
    </message>
    <message>
        <source>Nothing is picked. Add a day on which you are closed, or open at other hours.</source>
        <translation>Rien n’est choisi. Ajoutez un jour de fermeture, ou d’autres horaires.</translation>
    </message>
    <message>
        <source>Nothing is added before its first day is picked.</source>
        <translation>Rien n’est ajouté avant que son premier jour soit choisi.</translation>
    </message>
    <message>
        <source>What holds on these days</source>
        <translation>Ce qui vaut ces jours-là</translation>
    </message>
    <message>
        <source>Closed all day</source>
        <translation>Fermé toute la journée</translation>
    </message>
    <message>
        <source>Closed for hours</source>
        <translation>Fermé quelques heures</translation>
    </message>
    <message>
        <source>Other hours</source>
        <translation>Autres horaires</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Hosts see it at the top of that day.</source>
        <translation>L’équipe le lit au-dessus du jour.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} au {last}</translation>
    </message>
    <message>
        <source>Closed {hours}</source>
        <translation>Fermé {hours}</translation>
    </message>
    <message>
        <source>Open {hours}</source>
        <translation>Ouvert {hours}</translation>
    </message>
    <message>
        <source>{what}: {reason}</source>
        <translation>{what}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Y mettre fin maintenant</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Pick the day</source>
        <translation>Choisir le jour</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Up to and including</source>
        <translation>Jusqu’au (inclus)</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>The code, to be scanned</source>
        <translation>Le code à scanner</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>Column {n}</source>
        <translation>Colonne {n}</translation>
    </message>
    <message>
        <source>What {column} is</source>
        <translation>Contenu&#xa0;: {column}</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Non utilisée</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Reservations with {text}</source>
        <translation>Réservations avec {text}</translation>
    </message>
    <message>
        <source>For {party}</source>
        <translation>Pour {party}</translation>
    </message>
    <message>
        <source>No hour can be reserved on {day}.</source>
        <translation>Aucune heure ne peut être réservée le {day}.</translation>
    </message>
    <message>
        <source>The last hour of {day} is over.</source>
        <translation>La dernière heure du {day} est passée.</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} le {day} est passé.</translation>
    </message>
    <message>
        <source>The house has no hour at {hour} on {day}.</source>
        <translation>Le restaurant n’a pas d’heure à réserver à {hour} le {day}.</translation>
    </message>
    <message>
        <source>Full for {party} at {hour}. The nearest free hours:</source>
        <translation>Complet pour {party} à {hour}. Les heures libres les plus proches&#xa0;:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}.</source>
        <translation>Complet pour {party} le {day}.</translation>
    </message>
    <message>
        <source>No reservation with {text}, on {day} or ahead.</source>
        <translation>Aucune réservation avec {text}, le {day} ou après.</translation>
    </message>
    <message>
        <source>The nearest free hours:</source>
        <translation>Les heures libres les plus proches&#xa0;:</translation>
    </message>
    <message>
        <source>{hour} in the night before {day}. Enter opens the table&apos;s form.</source>
        <translation>{hour} le {day}, après minuit. Entrée ouvre le formulaire de la table.</translation>
    </message>
    <message>
        <source>No reservation with {text} on {day}.</source>
        <translation>Aucune réservation avec {text} le {day}.</translation>
    </message>
    <message>
        <source>No table is free for {party} now, but one can be freed.</source>
        <translation>Aucune table n’est libre pour {party} maintenant, mais une peut être libérée.</translation>
    </message>
    <message>
        <source>No table is free for {party} at {hour}, but one can be freed.</source>
        <translation>Aucune table n’est libre pour {party} à {hour}, mais une peut être libérée.</translation>
    </message>
    <message>
        <source>{hour} is not full: table {table} is free.</source>
        <translation>L’heure de {hour} n’est pas complète&#xa0;: la table {table} est libre.</translation>
    </message>
    <message>
        <source>No table is free for {party} now. The nearest free hours:</source>
        <translation>Aucune table n’est libre pour {party} maintenant. Les heures libres les plus proches&#xa0;:</translation>
    </message>
    <message>
        <source>No table is free for {party} now, nor later on {day}.</source>
        <translation>Aucune table n’est libre pour {party}, ni maintenant ni plus tard le {day}.</translation>
    </message>
    <message>
        <source>It is too early to seat walk-ins. The nearest free hours:</source>
        <translation>Trop tôt pour placer sans réservation. Les heures libres les plus proches&#xa0;:</translation>
    </message>
    <message>
        <source>Walk-ins cannot be seated now, and {day} is full for {party}.</source>
        <translation>Impossible de placer sans réservation maintenant, et {day} est complet pour {party}.</translation>
    </message>
    <message>
        <source>Unusual number, read it to the guest: {number}.</source>
        <translation>Numéro inhabituel, à relire&#xa0;: {number}.</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, table {table}</translation>
    </message>
    <message>
        <source>{day}, {hour}, table {table}</source>
        <translation>{day}, {hour}, table {table}</translation>
    </message>
    <message>
        <source>Reserve a second table: {table} at {hour} for {party}, {guest}</source>
        <translation>Deuxième table&#xa0;: {table}, {hour}, pour {party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} on {day} at {hour} for {party}, {guest}</source>
        <translation>Réserver&#xa0;: table {table}, {day}, {hour}, pour {party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour} for {party}, {guest}</source>
        <translation>Réserver&#xa0;: table {table}, {hour}, pour {party}, {guest}</translation>
    </message>
    <message>
        <source>Seat now: table {table}, 1 minute left</source>
        <translation>Placer maintenant&#xa0;: table {table}, il reste 1 minute</translation>
    </message>
    <message>
        <source>Seat now: table {table}, {n} minutes left</source>
        <translation>Placer maintenant&#xa0;: table {table}, il reste {n} minutes</translation>
    </message>
    <message>
        <source>Seat now: table {table}, until {hour}</source>
        <translation>Placer maintenant&#xa0;: table {table}, jusqu’à {hour}</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in 1 minute</source>
        <translation>Placer pour {hour}&#xa0;: table {table}, dans 1 minute</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in {n} minutes</source>
        <translation>Placer pour {hour}&#xa0;: table {table}, dans {n} minutes</translation>
    </message>
    <message>
        <source>Waitlist of {hour}: party of {party}</source>
        <translation>Liste d’attente de {hour}&#xa0;: pour {party}</translation>
    </message>
    <message>
        <source>Put on the waitlist of {hour}: party of {party}, {guest}</source>
        <translation>En liste d’attente à {hour}&#xa0;: pour {party}, {guest}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>table {table}</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>Dès qu’une table se libère, elle leur est proposée en premier.</translation>
    </message>
    <message>
        <source>Enter: arrived</source>
        <translation>Entrée&#xa0;: arrivé</translation>
    </message>
    <message>
        <source>Enter: seated</source>
        <translation>Entrée&#xa0;: à table</translation>
    </message>
    <message>
        <source>Enter: done</source>
        <translation>Entrée&#xa0;: terminé</translation>
    </message>
    <message>
        <source>Enter: show</source>
        <translation>Entrée&#xa0;: voir</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Complet</translation>
    </message>
    <message>
        <source>{n} minutes later</source>
        <translation>{n} minutes plus tard</translation>
    </message>
    <message>
        <source>{n} minutes earlier</source>
        <translation>{n} minutes plus tôt</translation>
    </message>
    <message>
        <source>1 hour earlier</source>
        <translation>1 heure plus tôt</translation>
    </message>
    <message>
        <source>1 hour later</source>
        <translation>1 heure plus tard</translation>
    </message>
    <message>
        <source>{n} hours earlier</source>
        <translation>{n} heures plus tôt</translation>
    </message>
    <message>
        <source>{n} hours later</source>
        <translation>{n} heures plus tard</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>Est arrivé</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>Est à table</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>A terminé</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>Voir la réservation</translation>
    </message>
    <message>
        <source>Seat at table {table}</source>
        <translation>Placer à la table {table}</translation>
    </message>
    <message>
        <source>Put on the waitlist</source>
        <translation>Mettre en liste d’attente</translation>
    </message>
    <message>
        <source>Show who moves</source>
        <translation>Montrer qui change de table</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour}</source>
        <translation>Réserver la table {table} à {hour}</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Réserver la table {table}</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Enter picks the first, arrows another, Escape leaves.</source>
        <translation>Entrée choisit la première, les flèches une autre, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter seats them, Escape leaves.</source>
        <translation>Entrée les place, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter reserves it, Escape leaves.</source>
        <translation>Entrée réserve, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter opens it, Escape leaves.</source>
        <translation>Entrée ouvre, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter or {sign} seats them, Escape leaves.</source>
        <translation>Entrée ou {sign} les place, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter shows it, Escape leaves.</source>
        <translation>Entrée l’affiche, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, Escape leaves.</source>
        <translation>Entrée continue, {show} l’affiche, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter shows it, {cancel} cancels, Escape leaves.</source>
        <translation>Entrée l’affiche, {cancel} annule, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, {cancel} cancels, Escape leaves.</source>
        <translation>Entrée continue, {show} l’affiche, {cancel} annule, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter shows who moves, Escape leaves.</source>
        <translation>Entrée montre qui change de table, Échap ferme.</translation>
    </message>
    <message>
        <source>Enter puts them there, Escape leaves.</source>
        <translation>Entrée les y met, Échap ferme.</translation>
    </message>
    <message>
        <source>Type the phone number, or Enter for the form. Escape leaves.</source>
        <translation>Tapez le numéro, ou Entrée pour le formulaire. Échap ferme.</translation>
    </message>
    <message>
        <source>{day} is being read.</source>
        <translation>Lecture du {day}.</translation>
    </message>
    <message>
        <source>{hour} is over.</source>
        <translation>{hour} est passé.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>La table {table} à {hour} vient d’être prise.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>On ne sait pas si la table {table} à {hour} a été réservée. Les listes le montreront dès que la base de données répondra.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>On ne sait toujours pas si la table {table} à {hour} a été réservée.</translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
    <message>
        <source>Escape once more leaves.</source>
        <translation>Échap encore une fois ferme.</translation>
    </message>
    <message>
        <source>Seating the party at table {table}.</source>
        <translation>Placement à la table {table}.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>Réservation de la table {table} à {hour}.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now. Press again to try anyway.</source>
        <translation>La base de données ne répond pas, rien ne peut donc être enregistré maintenant. Refaites-le pour essayer quand même.</translation>
    </message>
    <message>
        <source>Enter tries again.</source>
        <translation>Entrée réessaie.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Find or reserve: 4 20</source>
        <translation>Réserver&#xa0;: 4 20</translation>
    </message>
    <message>
        <source>Find or reserve</source>
        <translation>Chercher, réserver</translation>
    </message>
    <message>
        <source>Party, hour, day (tomorrow, fri), phone, name in any order; four digits or a name find a reservation</source>
        <translation>Personnes, heure, jour (demain, ven), téléphone, nom dans n’importe quel ordre&#x202f;; quatre chiffres ou un nom trouvent une réservation</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>CommandPanel</name>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program ended unexpectedly</source>
        <translation>Le programme s’est arrêté de façon inattendue</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>Quelque chose s’est mal passé dans le programme</translation>
    </message>
    <message>
        <source>Reservations that were confirmed are safe. You can go on working.</source>
        <translation>Les réservations confirmées sont bien enregistrées. Vous pouvez continuer.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Send the report to whoever looks after the program.</source>
        <translation>Envoyez le rapport à la personne qui s’occupe du programme.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Le rapport est dans le presse-papiers.</translation>
    </message>
</context>
<context>
    <name>Database</name>
    <message>
        <source>MongoDB {version}, a sharded cluster.</source>
        <translation>MongoDB {version}, un cluster partitionné.</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of one server.</source>
        <translation>MongoDB {version}, un replica set d’un seul serveur.</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of {count} servers: {names}.</source>
        <translation>MongoDB {version}, un replica set de {count} serveurs&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>No other machine can reach it at this address.</source>
        <translation>À cette adresse, aucun autre ordinateur ne peut y accéder.</translation>
    </message>
    <message>
        <source>The connection is secured by TLS.</source>
        <translation>La connexion est protégée par TLS.</translation>
    </message>
    <message>
        <source>The connection is not secured by TLS: whoever is on the same network can read along.</source>
        <translation>La connexion n’est pas protégée par TLS&#xa0;: quiconque est sur le même réseau peut lire ce qui passe.</translation>
    </message>
    <message>
        <source>There is no book in it yet.</source>
        <translation>Elle ne contient pas encore de livre.</translation>
    </message>
    <message>
        <source>There is a book in it, without any restaurant yet.</source>
        <translation>Elle contient un livre, encore sans restaurant.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, 1 reservation.</source>
        <translation>Elle contient un livre&#xa0;: {names}, 1 réservation.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, {count} reservations.</source>
        <translation>Elle contient un livre&#xa0;: {names}, {count} réservations.</translation>
    </message>
    <message>
        <source>Another program keeps its own things there too: {names}.</source>
        <translation>Un autre programme y garde aussi ses propres données&#xa0;: {names}.</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>The database</source>
        <translation>La base de données</translation>
    </message>
    <message>
        <source>A MongoDB of our own</source>
        <translation>Notre propre MongoDB</translation>
    </message>
    <message>
        <source>The one that comes along</source>
        <translation>Celui du programme</translation>
    </message>
    <message>
        <source>Which MongoDB keeps the book</source>
        <translation>Quel MongoDB garde le livre</translation>
    </message>
    <message>
        <source>The program starts and stops it by itself on this computer; only stations that this machine is shared with reach it.</source>
        <translation>Le programme le démarre et l’arrête lui-même sur cet ordinateur&#x202f;; seuls les postes avec lesquels cet ordinateur est partagé y ont accès.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>This start was given its database (by RESV_MONGODB_URI, --uri or --database), which comes before the settings. What is chosen here is for starts without it.</source>
        <translation>La base de données a été imposée à ce démarrage (par RESV_MONGODB_URI, --uri ou --database), ce qui passe avant les réglages. Ce qui est choisi ici vaut pour les démarrages sans cela.</translation>
    </message>
    <message>
        <source>Now: the MongoDB that the program brought along.</source>
        <translation>Actuellement&#xa0;: le MongoDB fourni avec le programme.</translation>
    </message>
    <message>
        <source>Now: the database {database} at {hosts}.</source>
        <translation>Actuellement&#xa0;: la base de données {database} sur {hosts}.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Enter tests it, Escape leaves everything as it is.</source>
        <translation>Entrée teste, Échap laisse tout en l’état.</translation>
    </message>
    <message>
        <source>Asking the database</source>
        <translation>Interrogation de la base de données</translation>
    </message>
    <message>
        <source>The open book can move there: it is copied and compared, and only then used there. Meanwhile no station can save anything; a book of many years takes some minutes.</source>
        <translation>Le livre ouvert peut y déménager&#xa0;: il est copié et comparé, et utilisé là seulement ensuite. Pendant ce temps, aucun poste ne peut rien enregistrer&#x202f;; un livre de nombreuses années prend quelques minutes.</translation>
    </message>
    <message>
        <source>Escape leaves everything as it is.</source>
        <translation>Échap laisse tout en l’état.</translation>
    </message>
    <message>
        <source>This is the database in use, and all is well with it.</source>
        <translation>C’est la base de données utilisée, et tout y est en ordre.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Begin a new book there</source>
        <translation>Y commencer un nouveau livre</translation>
    </message>
    <message>
        <source>It can keep the book.</source>
        <translation>Elle peut garder le livre.</translation>
    </message>
    <message>
        <source>Move the book there</source>
        <translation>Y déménager le livre</translation>
    </message>
    <message>
        <source>Use the book there</source>
        <translation>Utiliser le livre qui s’y trouve</translation>
    </message>
    <message>
        <source>In the words of MongoDB: {words}</source>
        <translation>MongoDB indique&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Keeping the address</source>
        <translation>Enregistrement de l’adresse</translation>
    </message>
    <message>
        <source>The book is being moved</source>
        <translation>Le livre déménage</translation>
    </message>
    <message>
        <source>The book has moved. Both were compared, and the old one is closed.</source>
        <translation>Le livre a déménagé. Les deux ont été comparés, et l’ancien est fermé.</translation>
    </message>
    <message>
        <source>The book is now in the database {database}.</source>
        <translation>Le livre est maintenant dans la base de données {database}.</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; to let them use it here, share this machine and let each join with a new code (menu, Set-up, Stations).</source>
        <translation>Tous les autres postes indiquent maintenant que le livre a déménagé&#x202f;; pour qu’ils l’utilisent ici, partagez cet ordinateur et rattachez chacun d’eux avec un nouveau code (menu, Configuration, Postes).</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; there, choose the same database in this dialog.</source>
        <translation>Chaque autre poste dit maintenant que le livre a déménagé&#x202f;; choisissez-y la même base de données dans cette fenêtre.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>DatabaseForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>A replica set, sharded cluster or Atlas, as mongodb://name@host1,host2/?replicaSet=rs0</source>
        <translation>Un replica set, un cluster partitionné ou Atlas, comme mongodb://name@host1,host2/?replicaSet=rs0</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>It goes into the keyring of this system; without one, into a file that only you can read.</source>
        <translation>Il va dans le trousseau de ce système&#x202f;; sans trousseau, dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>Name of the database</source>
        <translation>Nom de la base de données</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Walk-in</source>
        <translation>Sans réservation</translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation>Idéale</translation>
    </message>
    <message>
        <source>still seated</source>
        <translation>occupée</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Convient</translation>
    </message>
    <message>
        <source>{n} spare</source>
        <translation>{n} en trop</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>1 place</translation>
    </message>
    <message>
        <source>{n} seats</source>
        <translation>{n} places</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>pour {n}</translation>
    </message>
    <message>
        <source>being taken at {stations}</source>
        <translation>en cours à {stations}</translation>
    </message>
    <message>
        <source>being taken at {n} stations</source>
        <translation>en cours à {n} postes</translation>
    </message>
    <message>
        <source>{n} stations</source>
        <translation>{n} postes</translation>
    </message>
    <message>
        <source>full, others can move</source>
        <translation>complet, on peut déplacer</translation>
    </message>
    <message>
        <source>full, waitlist</source>
        <translation>complet, liste d’attente</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>libres&#xa0;: {n}</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>encore {n} min</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, {n} min</source>
        <translation>Placer {party} maintenant&#xa0;: table {table}, {n} min</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, until {hour}</source>
        <translation>Placer {party} maintenant&#xa0;: table {table}, jusqu’à {hour}</translation>
    </message>
    <message>
        <source>Seat {party} in {n} min: table {table}</source>
        <translation>Placer {party} dans {n} min&#xa0;: table {table}</translation>
    </message>
    <message>
        <source>Free table {table} for {party} now</source>
        <translation>Libérer la table {table} pour {party}</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>Prise, nom inconnu</translation>
    </message>
    <message>
        <source>{table} is still seated: {guest}, until {hour}. Press again to seat this party there as well.</source>
        <translation>{table} est encore occupée&#xa0;: {guest}, jusqu’à {hour}. Refaites-le pour y placer aussi ce groupe.</translation>
    </message>
    <message>
        <source>was free</source>
        <translation>était libre</translation>
    </message>
    <message>
        <source>free until {hour}</source>
        <translation>libre jusqu’à {hour}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>table {table}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>retard {n} min</translation>
    </message>
    <message>
        <source>needs attention: the house does not offer this place</source>
        <translation>à régler&#xa0;: le restaurant ne propose pas cette place</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>retirée</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>Client effacé</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>allergie</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>{n} free for {party} {when}</source>
        <translation>Libres pour {party} {when}&#xa0;: {n}</translation>
    </message>
    <message>
        <source>at {hour}</source>
        <translation>à {hour}</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>le {day}</translation>
    </message>
    <message>
        <source>this evening</source>
        <translation>ce soir</translation>
    </message>
    <message>
        <source>today</source>
        <translation>aujourd’hui</translation>
    </message>
    <message>
        <source>All hours</source>
        <translation>Toutes les heures</translation>
    </message>
    <message>
        <source>Only {hour}</source>
        <translation>Seulement {hour}</translation>
    </message>
    <message>
        <source>From {hour}</source>
        <translation>Dès {hour}</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Day before</source>
        <translation>Jour précédent</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>Jour suivant</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>{day}, open the calendar</source>
        <translation>{day}, ouvrir le calendrier</translation>
    </message>
</context>
<context>
    <name>DaysPage</name>
    <message>
        <source>Prepare the days</source>
        <translation>Préparer les jours</translation>
    </message>
    <message>
        <source>Days prepared</source>
        <translation>Jours préparés</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Set up both</source>
        <translation>Configurer les deux</translation>
    </message>
    <message>
        <source>{tables}, {seats}: {sizes}</source>
        <translation>{tables}, {seats}&#xa0;: {sizes}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>{count} days ahead</source>
        <translation>{count} jours d’avance</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source>Prepare {count} days</source>
        <translation>Préparer {count} jours</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation>Prendre celui-là</translation>
    </message>
    <message>
        <source>Next: the days that are missing</source>
        <translation>Ensuite&#xa0;: les jours manquants</translation>
    </message>
    <message>
        <source>Use that one, or set up yours beside it as a second restaurant.</source>
        <translation>Prenez celui-là, ou configurez le vôtre à côté comme deuxième restaurant.</translation>
    </message>
    <message>
        <source>Everything you answered is still here. Nothing is made twice when it is tried again.</source>
        <translation>Toutes vos réponses sont encore là. Rien n’est fait deux fois si vous réessayez.</translation>
    </message>
    <message>
        <source>Go back and put it right.</source>
        <translation>Revenez en arrière et corrigez.</translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation>Tout est correct&#x202f;?</translation>
    </message>
    <message>
        <source>The days are being prepared</source>
        <translation>Les jours sont en préparation</translation>
    </message>
    <message>
        <source>The days are not all prepared</source>
        <translation>Les jours ne sont pas tous préparés</translation>
    </message>
    <message>
        <source>There is a restaurant already</source>
        <translation>Il y a déjà un restaurant</translation>
    </message>
    <message>
        <source>All is ready</source>
        <translation>Tout est prêt</translation>
    </message>
    <message>
        <source>Nothing has been saved yet.</source>
        <translation>Rien n’est encore enregistré.</translation>
    </message>
    <message>
        <source>Each day gets its hours, and each hour all its tables.</source>
        <translation>Chaque jour reçoit ses heures, et chaque heure toutes ses tables.</translation>
    </message>
    <message>
        <source>What is done is kept. You can go on now or at the next start.</source>
        <translation>Ce qui est fait reste. Vous pouvez continuer maintenant ou au prochain démarrage.</translation>
    </message>
    <message>
        <source>It can be tried again at once.</source>
        <translation>Vous pouvez réessayer tout de suite.</translation>
    </message>
    <message>
        <source>Everything you answered is still here.</source>
        <translation>Toutes vos réponses sont encore là.</translation>
    </message>
    <message>
        <source>Guests can reserve now.</source>
        <translation>Les clients peuvent réserver maintenant.</translation>
    </message>
    <message>
        <source>Every hour of today and the next {count} days will be prepared.</source>
        <translation>Chaque heure d’aujourd’hui et des {count} jours suivants sera préparée.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Arrêt en cours</translation>
    </message>
    <message>
        <source>Stopped after day {number} of {total}.</source>
        <translation>Arrêté après le jour {number} sur {total}.</translation>
    </message>
    <message>
        <source>Saving the restaurant and its tables</source>
        <translation>Enregistrement du restaurant et de ses tables</translation>
    </message>
    <message>
        <source>{day}, day {number} of {total}</source>
        <translation>{day}, jour {number} sur {total}</translation>
    </message>
    <message>
        <source>{restaurant} is ready: {tables}, {seats}, every hour from {first} to {last}.</source>
        <translation>{restaurant} est prêt&#xa0;: {tables}, {seats}, chaque heure du {first} au {last}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Horaires</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Show reservation</source>
        <translation>Voir la réservation</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More acts</source>
        <translation>Autres actions</translation>
    </message>
    <message>
        <source>Pick a table, or just type</source>
        <translation>Choisissez une table, ou tapez</translation>
    </message>
    <message>
        <source>{example} shows what is free for 4 at {hour}; a name or four digits find a reservation.</source>
        <translation>{example} montre ce qui est libre pour 4 à {hour}&#x202f;; un nom ou quatre chiffres trouvent une réservation.</translation>
    </message>
    <message>
        <source>Pick a table</source>
        <translation>Choisissez une table</translation>
    </message>
    <message>
        <source>Then Enter opens it; {key} goes to the line, which finds and reserves.</source>
        <translation>Entrée l’ouvre ensuite&#x202f;; {key} mène à la ligne de saisie, qui trouve et réserve.</translation>
    </message>
    <message>
        <source>{undo} undoes the last act, {help} shows all keys.</source>
        <translation>{undo} défait la dernière action, {help} montre toutes les touches.</translation>
    </message>
    <message>
        <source>{day}, {start} to {end}</source>
        <translation>{day}, {start} à {end}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Réserver la table {table}</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, table {table}</translation>
    </message>
    <message>
        <source>Not offered any more</source>
        <translation>N’est plus proposée</translation>
    </message>
    <message>
        <source>Allergy. {note}</source>
        <translation>Allergie. {note}</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>Est arrivé</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>Est à table</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>A terminé</translation>
    </message>
    <message>
        <source>{seats}, too few for {party}</source>
        <translation>{seats}, trop peu pour {party}</translation>
    </message>
    <message>
        <source>{seats}, no spare seat</source>
        <translation>{seats}, aucune en trop</translation>
    </message>
    <message>
        <source>{seats}, 1 spare seat</source>
        <translation>{seats}, 1 place en trop</translation>
    </message>
    <message>
        <source>{seats}, {spare} spare seats</source>
        <translation>{seats}, {spare} places en trop</translation>
    </message>
    <message>
        <source>opens at {hour}</source>
        <translation>ouvre à {hour}</translation>
    </message>
    <message>
        <source>free since {hour}</source>
        <translation>libre depuis {hour}</translation>
    </message>
    <message>
        <source>{guest}, until {hour}</source>
        <translation>{guest}, jusqu’à {hour}</translation>
    </message>
    <message>
        <source>{guest}, has left</source>
        <translation>{guest}, parti</translation>
    </message>
    <message>
        <source>{guest}, still seated</source>
        <translation>{guest}, encore à table</translation>
    </message>
    <message>
        <source>closes at {hour}</source>
        <translation>ferme à {hour}</translation>
    </message>
    <message>
        <source>{guest} at {hour}</source>
        <translation>{guest} à {hour}</translation>
    </message>
    <message>
        <source>{guest} at {hour}, already seated</source>
        <translation>{guest} à {hour}, déjà à table</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Leave</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be changed until it does.</source>
        <translation>La base de données ne répond pas. Rien ne peut être modifié jusque-là.</translation>
    </message>
    <message>
        <source>The database does not answer. It is tried for a few seconds more.</source>
        <translation>La base de données ne répond pas. Nouvel essai pendant quelques secondes encore.</translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>Take the last digit back</source>
        <translation>Effacer le dernier chiffre</translation>
    </message>
</context>
<context>
    <name>DiskWatch</name>
    <message>
        <source>The disk of this machine is nearly full: {size} are free. Free some space soon, or nothing can be saved any more.</source>
        <translation>Le disque de cet ordinateur est presque plein&#xa0;: {size} sont libres. Libérez bientôt de la place, sinon plus rien ne pourra être enregistré.</translation>
    </message>
</context>
<context>
    <name>DueRow</name>
    <message>
        <source>{table} is still seated</source>
        <translation>{table} est encore occupée</translation>
    </message>
    <message>
        <source>{guest} is next, no other table is free</source>
        <translation>{guest} vient ensuite, aucune autre table n’est libre</translation>
    </message>
    <message>
        <source>Move {guest} to table {table}</source>
        <translation>Déplacer {guest} à la table {table}</translation>
    </message>
    <message>
        <source>{table}, for {n}</source>
        <translation>{table}, à {n}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>retard {n} min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Arrivé</translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation>dans {n} min</translation>
    </message>
</context>
<context>
    <name>DueStrip</name>
    <message>
        <source>Due now</source>
        <translation>Attendus maintenant</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>Attendus&#xa0;: {n}</translation>
    </message>
    <message>
        <source>{n} arrived</source>
        <translation>arrivés&#xa0;: {n}</translation>
    </message>
    <message>
        <source>next at {hour}</source>
        <translation>ensuite {hour}</translation>
    </message>
</context>
<context>
    <name>EditSide</name>
    <message>
        <source>Save the changes</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Entrée enregistre, Échap ferme.</translation>
    </message>
    <message>
        <source>This reservation is no longer at table {table}. Nothing can be saved.</source>
        <translation>Cette réservation n’a plus la table {table}. Rien ne peut être enregistré.</translation>
    </message>
    <message>
        <source>What was typed here before is back, except where something else has been saved since. It is not saved yet.</source>
        <translation>Ce qui était saisi ici auparavant est de nouveau là, sauf là où autre chose a été enregistré depuis. Ce n’est pas encore enregistré.</translation>
    </message>
    <message>
        <source>What was typed here before is not shown: something else has been saved since.</source>
        <translation>Ce qui était saisi ici auparavant n’est plus affiché&#xa0;: autre chose a été enregistré depuis.</translation>
    </message>
    <message>
        <source>What was typed here before is back. It is not saved yet.</source>
        <translation>Ce qui était saisi ici auparavant est de nouveau là. Ce n’est pas encore enregistré.</translation>
    </message>
    <message>
        <source>Saving the changes.</source>
        <translation>Enregistrement des modifications.</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>Enregistrer quand même</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>EmptyDay</name>
    <message>
        <source>No tables yet</source>
        <translation>Pas encore de tables</translation>
    </message>
    <message>
        <source>Without tables there is nothing to reserve.</source>
        <translation>Sans tables, il n’y a rien à réserver.</translation>
    </message>
    <message>
        <source>No table seats {party}</source>
        <translation>Aucune table pour {party}</translation>
    </message>
    <message>
        <source>The largest table seats {seats}.</source>
        <translation>La plus grande table a {seats} places.</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>Aucune heure</translation>
    </message>
    <message>
        <source>Closed on {day}</source>
        <translation>Fermé le {day}</translation>
    </message>
    <message>
        <source>Nothing on {day}</source>
        <translation>Rien le {day}</translation>
    </message>
    <message>
        <source>No hours were kept.</source>
        <translation>Aucune heure n’a été gardée.</translation>
    </message>
    <message>
        <source>Too far ahead</source>
        <translation>Trop loin</translation>
    </message>
    <message>
        <source>The days up to {day} are prepared.</source>
        <translation>Les jours sont préparés jusqu’au {day}.</translation>
    </message>
    <message>
        <source>Not prepared yet</source>
        <translation>Pas encore préparé</translation>
    </message>
    <message>
        <source>The hours of this day are on their way.</source>
        <translation>Les heures de ce jour arrivent.</translation>
    </message>
    <message>
        <source>The day is over</source>
        <translation>La journée est finie</translation>
    </message>
    <message>
        <source>No hour of {day} can be reserved any more.</source>
        <translation>Plus aucune heure du {day} ne peut être réservée.</translation>
    </message>
    <message>
        <source>Full for {party} {when}</source>
        <translation>Complet pour {party} {when}</translation>
    </message>
    <message>
        <source>{hour} is over</source>
        <translation>{hour} est passé</translation>
    </message>
    <message>
        <source>The nearest free hours on this day:</source>
        <translation>Les heures libres les plus proches ce jour-là&#xa0;:</translation>
    </message>
    <message>
        <source>Others can move, or another hour has a table:</source>
        <translation>D’autres peuvent changer de table, ou une autre heure en a une&#xa0;:</translation>
    </message>
    <message>
        <source>Others can move, or the next day may have a table:</source>
        <translation>D’autres peuvent changer de table, ou le jour suivant en a peut-être une&#xa0;:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}</source>
        <translation>Complet pour {party} le {day}</translation>
    </message>
    <message>
        <source>The next day may have a table.</source>
        <translation>Le lendemain a peut-être une table.</translation>
    </message>
    <message>
        <source>{hour}, free table {table}</source>
        <translation>{hour}, libérer la {table}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>table {table}</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} tables</translation>
    </message>
    <message>
        <source>tables {tables} and {last}</source>
        <translation>tables {tables} et {last}</translation>
    </message>
    <message>
        <source>Go to {day}</source>
        <translation>Aller au {day}</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>{name}, {party}, table {table}</source>
        <translation>{name}, {party}, table {table}</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Sans nom</translation>
    </message>
    <message>
        <source>Phone: {phone}</source>
        <translation>Téléphone&#xa0;: {phone}</translation>
    </message>
    <message>
        <source>Phone ends in {digits}</source>
        <translation>Le téléphone finit par {digits}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
</context>
<context>
    <name>ExchangeDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Calendar feed</source>
        <translation>Abonnement calendrier</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>Action souhaitée</translation>
    </message>
    <message>
        <source>Export and import</source>
        <translation>Exporter et importer</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Enregistrer le fichier</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>Entrée l’enregistre, Échap ferme.</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Garder ainsi</translation>
    </message>
    <message>
        <source>Enter uses these settings, Escape changes nothing.</source>
        <translation>Entrée garde ainsi, Échap laisse tout tel quel.</translation>
    </message>
    <message>
        <source>Look at the file</source>
        <translation>Examiner le fichier</translation>
    </message>
    <message>
        <source>Enter looks at it, Escape leaves.</source>
        <translation>Entrée l’examine, Échap ferme.</translation>
    </message>
    <message>
        <source>The reservations are being read.</source>
        <translation>Les réservations sont en cours de lecture.</translation>
    </message>
    <message>
        <source>Type the whole path of the file, with its folders.</source>
        <translation>Saisissez le chemin complet du fichier, avec ses dossiers.</translation>
    </message>
    <message>
        <source>Choose the file that is to be imported.</source>
        <translation>Choisissez le fichier à importer.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>From the evening of</source>
        <translation>De la soirée du</translation>
    </message>
    <message>
        <source>To the evening of</source>
        <translation>À la soirée du</translation>
    </message>
    <message>
        <source>CSV for spreadsheets</source>
        <translation>CSV pour tableurs</translation>
    </message>
    <message>
        <source>Calendar (iCalendar)</source>
        <translation>Calendrier (iCalendar)</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>Enregistré sous</translation>
    </message>
    <message>
        <source>Every reservation of these evenings, with number, name and note. Whoever has the file can read them.</source>
        <translation>Toutes les réservations de ces soirées, avec numéro, nom et note. Quiconque a le fichier peut les lire.</translation>
    </message>
</context>
<context>
    <name>FactsPage</name>
    <message>
        <source>Name of the restaurant</source>
        <translation>Nom du restaurant</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>Numéro de téléphone du restaurant</translation>
    </message>
    <message>
        <source>Days that can be reserved ahead</source>
        <translation>Jours réservables à l’avance</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Change the time zone</source>
        <translation>Changer de fuseau horaire</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>Compris comme {phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; check its digits.</source>
        <translation>Compris comme {phone}. C’est un numéro inhabituel&#x202f;; vérifiez ses chiffres.</translation>
    </message>
    <message>
        <source>Always up to {day} at least.</source>
        <translation>Toujours au moins jusqu’au {day}.</translation>
    </message>
    <message>
        <source>No further days are opened for now. What is open already, up to {day}, can still be reserved; a closure takes it out.</source>
        <translation>Pour l’instant, aucun autre jour n’est ouvert. Ce qui est déjà ouvert, jusqu’au {day}, peut encore être réservé&#x202f;; une fermeture le retire.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
</context>
<context>
    <name>FeedKeeper</name>
    <message>
        <source>The database does not answer. The file is written as soon as it does.</source>
        <translation>La base de données ne répond pas. Le fichier sera écrit dès qu’elle répondra.</translation>
    </message>
    <message>
        <source>The calendar file is not up to date. {why}</source>
        <translation>Le fichier du calendrier n’est pas à jour. {why}</translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message>
        <source>Keep a calendar file up to date</source>
        <translation>Tenir un fichier de calendrier à jour</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Numbers in full, and notes</source>
        <translation>Numéros entiers, et notes</translation>
    </message>
    <message>
        <source>While this window is open, the file has the reservations from yesterday on. It changes a few seconds after something changed at any station. Calendars that subscribe to it show them. Names and party sizes are in it; of numbers the last four digits, unless you choose otherwise.</source>
        <translation>Tant que cette fenêtre est ouverte, le fichier contient les réservations à partir d’hier. Il change quelques secondes après une modification à n’importe quel poste. Les calendriers qui y sont abonnés les montrent. Il contient noms et nombres de personnes&#x202f;; des numéros les quatre derniers chiffres, sauf si vous choisissez autrement.</translation>
    </message>
</context>
<context>
    <name>FieldHead</name>
    <message>
        <source>optional</source>
        <translation>facultatif</translation>
    </message>
</context>
<context>
    <name>ForgettingRow</name>
    <message>
        <source>Guests&apos; data…</source>
        <translation>Données des clients…</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Compris</translation>
    </message>
    <message>
        <source>Old data of guests is erased on {day}.</source>
        <translation>Les anciennes données des clients disparaissent le {day}.</translation>
    </message>
    <message>
        <source>Numbers, names and notes from before {day} ({n} entries of the book) go for good then, unless you choose another time.</source>
        <translation>Les numéros, noms et notes d’avant le {day} (entrées du livre&#xa0;: {n}) disparaissent alors définitivement, sauf si vous choisissez une autre durée.</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Reading {day}</source>
        <translation>Lecture du {day}</translation>
    </message>
    <message>
        <source>Changes at other stations do not arrive here.</source>
        <translation>Les modifications faites aux autres postes n’arrivent pas ici.</translation>
    </message>
    <message>
        <source>The day is read again every two seconds. Each table is checked when you reserve it.</source>
        <translation>La journée est relue toutes les deux secondes. Chaque table est vérifiée quand vous la réservez.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>The database answers slowly.</source>
        <translation>La base de données répond lentement.</translation>
    </message>
    <message>
        <source>What you see may have changed. Each table is checked when you reserve it.</source>
        <translation>Ce que vous voyez a pu changer. Chaque table est vérifiée quand vous la réservez.</translation>
    </message>
    <message>
        <source>{day} cannot be read now.</source>
        <translation>{day} ne peut pas être lu maintenant.</translation>
    </message>
    <message>
        <source>Nothing can be shown yet. It is tried again every second.</source>
        <translation>Rien ne peut encore être affiché. Un nouvel essai a lieu chaque seconde.</translation>
    </message>
    <message>
        <source>Nothing new can be saved. It is tried again every second.</source>
        <translation>Rien de nouveau ne peut être enregistré. Un nouvel essai a lieu chaque seconde.</translation>
    </message>
    <message>
        <source>You see the state of {time}. Nothing new can be saved. It is tried again every second.</source>
        <translation>Vous voyez l’état à {time}. Rien de nouveau ne peut être enregistré. Un nouvel essai a lieu chaque seconde.</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Rejoindre à nouveau</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>La base de données ne répond pas.</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>The program was ended. What was half typed is back.</source>
        <translation>Le programme s’est arrêté. Ce qui était à moitié saisi est de nouveau là.</translation>
    </message>
    <message>
        <source>This computer was switched off. What was half typed is back.</source>
        <translation>Cet ordinateur a été éteint. Ce qui était à moitié saisi est de nouveau là.</translation>
    </message>
    <message>
        <source>The program was ended while a guest was half typed. Their hour is over; the next table you open offers to fill them in.</source>
        <translation>Le programme s’est arrêté alors qu’un client était à moitié saisi, pour une heure passée depuis. La fenêtre de la prochaine table propose de le remettre.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly. You are back where you were. Tab leads to the report, Escape puts this away.</source>
        <translation>Le programme s’est arrêté de façon inattendue. Vous êtes revenu là où vous étiez. Tab mène au rapport, Échap masque ceci.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Voir le rapport</translation>
    </message>
</context>
<context>
    <name>Guest</name>
    <message>
        <source>Known guest: {name}.</source>
        <translation>Client connu&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Known guest.</source>
        <translation>Client connu.</translation>
    </message>
    <message>
        <source>Has an allergy.</source>
        <translation>Allergique.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Aucune visite.</translation>
    </message>
    <message>
        <source>Last note: {note}</source>
        <translation>Dernière note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>Aucune visite</translation>
    </message>
    <message>
        <source>1 visit, on {day}</source>
        <translation>1 visite, le {day}</translation>
    </message>
    <message>
        <source>{n} visits, last on {day}</source>
        <translation>{n} visites, la dernière le {day}</translation>
    </message>
    <message>
        <source>no missed reservations</source>
        <translation>aucun no-show</translation>
    </message>
    <message>
        <source>1 missed reservation</source>
        <translation>1 no-show</translation>
    </message>
    <message>
        <source>{n} missed reservations</source>
        <translation>{n} no-shows</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}.</source>
        <translation>Table {table} réservée le {day} à {hour}.</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}, and {n} more ahead.</source>
        <translation>Table {table} réservée le {day} à {hour}, et {n} de plus ensuite.</translation>
    </message>
</context>
<context>
    <name>Guests</name>
    <message>
        <source>For ever</source>
        <translation>Pour toujours</translation>
    </message>
    <message>
        <source>{n} months</source>
        <translation>{n} mois</translation>
    </message>
    <message>
        <source>Nothing in the book has this number.</source>
        <translation>Rien dans le livre ne porte ce numéro.</translation>
    </message>
    <message>
        <source>In the book there are:</source>
        <translation>Dans le livre il y a&#xa0;:</translation>
    </message>
    <message>
        <source>Receipt: what was known of a guest was erased</source>
        <translation>Reçu&#xa0;: ce qui était connu d’un client a été effacé</translation>
    </message>
    <message>
        <source>Removed from the book:</source>
        <translation>Retiré du livre&#xa0;:</translation>
    </message>
    <message>
        <source>What stays, and where:</source>
        <translation>Ce qui reste, et où&#xa0;:</translation>
    </message>
    <message>
        <source>Restaurant: {name}</source>
        <translation>Restaurant&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Number: {number} (the whole of it is not kept)</source>
        <translation>Numéro&#xa0;: {number} (le numéro entier n’est pas conservé)</translation>
    </message>
    <message>
        <source>When: {day}, {time}, at {station}</source>
        <translation>Quand&#xa0;: {day}, {time}, à {station}</translation>
    </message>
    <message>
        <source>Receipt number: {id}</source>
        <translation>Numéro du reçu&#xa0;: {id}</translation>
    </message>
    <message>
        <source>Reservations with number, name and note: {n}</source>
        <translation>Réservations avec numéro, nom et note&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Lines of the history: {n}</source>
        <translation>Lignes de l’historique&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Entries of the waitlist: {n}</source>
        <translation>Inscriptions sur la liste d’attente&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Texts about others that name the number: {n}</source>
        <translation>Textes sur d’autres où figure le numéro&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>Entries of this station&apos;s memory: {n}</source>
        <translation>Entrées mémorisées par ce poste&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Lines in the files of the old history: {n}</source>
        <translation>Lignes dans les fichiers de l’ancien historique&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Kept day sheets, made anew: {n}</source>
        <translation>Feuilles du jour conservées, refaites&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Call lists and other kept sheets, deleted: {n}. A call list that is still needed can be made again.</source>
        <translation>Listes d’appels et autres feuilles conservées, supprimées&#xa0;: {n}. Une liste d’appels encore utile peut être refaite.</translation>
    </message>
    <message>
        <source>Names and last digits in the logs: {n}. It cannot be told for certain whose they are, so those of all guests were crossed out.</source>
        <translation>Noms et derniers chiffres dans les journaux&#xa0;: {n}. On ne peut pas dire avec certitude à qui ils sont, c’est pourquoi ceux de tous les clients ont été rendus illisibles.</translation>
    </message>
    <message>
        <source>Removed from the files of this station:</source>
        <translation>Retiré des fichiers de ce poste&#xa0;:</translation>
    </message>
    <message>
        <source>Visits and missed reservations stay counted, under a code that only this book can work out from the number.</source>
        <translation>Les visites et les no-shows restent comptés, sous un code que seul ce livre peut calculer à partir du numéro.</translation>
    </message>
    <message>
        <source>Other stations remove it from their own files when they hear of it, at the latest when they are started next.</source>
        <translation>Les autres postes le retirent de leurs propres fichiers dès qu’ils l’apprennent, au plus tard à leur prochain démarrage.</translation>
    </message>
    <message>
        <source>The database&apos;s own log of changes, and free places in its files, hold it until they are written over.</source>
        <translation>Le journal des changements de la base de données et les places libres de ses fichiers le contiennent jusqu’à ce que d’autres données les remplacent.</translation>
    </message>
    <message>
        <source>What was printed, exported or saved elsewhere by hand, and an evening that is being rehearsed, is out of reach.</source>
        <translation>Ce qui a été imprimé, exporté ou enregistré ailleurs à la main, et une soirée que l’on répète, sont hors d’atteinte.</translation>
    </message>
    <message>
        <source>Files of the old history that cannot be read any more: {n}.</source>
        <translation>Fichiers de l’ancien historique qui ne peuvent plus être lus&#xa0;: {n}.</translation>
    </message>
    <message>
        <source>New entries made meanwhile, kept: {n}.</source>
        <translation>Nouvelles entrées faites entre-temps, conservées&#xa0;: {n}.</translation>
    </message>
    <message>
        <source>Backups that were made before hold it ({n} on this machine). Daily ones go after two weeks, all others when somebody deletes them. If one is restored, erase the guest again.</source>
        <translation>Les sauvegardes faites avant le contiennent ({n} sur cet ordinateur). Les quotidiennes disparaissent après deux semaines, toutes les autres quand quelqu’un les supprime. Si l’une est restaurée, effacez le client de nouveau.</translation>
    </message>
</context>
<context>
    <name>GuestsDialog</name>
    <message>
        <source>Guests&apos; data</source>
        <translation>Données des clients</translation>
    </message>
    <message>
        <source>The number, name, note and allergy of whoever reserved or waited.</source>
        <translation>Le numéro, le nom, la note et l’allergie de quiconque a réservé ou attendu.</translation>
    </message>
    <message>
        <source>How long it stays</source>
        <translation>Durée de conservation</translation>
    </message>
    <message>
        <source>Then it goes by itself, whole months at a time, also from the history. Visits and missed reservations stay counted. Guests with a reservation ahead, or on the waitlist, are kept.</source>
        <translation>Ensuite, ces données disparaissent d’elles-mêmes, par mois entiers, de l’historique aussi. Les visites et les no-shows restent comptés. Rien ne disparaît des clients attendus ou en liste d’attente.</translation>
    </message>
    <message>
        <source>Erase one guest: the phone number</source>
        <translation>Effacer un client&#xa0;: le numéro de téléphone</translation>
    </message>
    <message>
        <source>First it is only looked for. Nothing is erased yet.</source>
        <translation>D’abord on cherche seulement. Rien n’est encore effacé.</translation>
    </message>
    <message>
        <source>From now on it stays for {months}.</source>
        <translation>Désormais, ces données sont gardées {months}.</translation>
    </message>
    <message>
        <source>From now on it stays for ever.</source>
        <translation>Désormais, ces données sont gardées pour toujours.</translation>
    </message>
    <message>
        <source>Erase this guest</source>
        <translation>Effacer ce client</translation>
    </message>
    <message>
        <source>What is erased does not come back.</source>
        <translation>Ce qui est effacé ne revient pas.</translation>
    </message>
    <message>
        <source>Erase it for good</source>
        <translation>Effacer définitivement</translation>
    </message>
    <message>
        <source>Enter leaves, and nothing is erased.</source>
        <translation>Entrée ferme, et rien n’est effacé.</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Enregistrer le reçu</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>Entrée l’enregistre, Échap ferme.</translation>
    </message>
    <message>
        <source>Look for it</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Enter looks, Escape leaves.</source>
        <translation>Entrée cherche, Échap ferme.</translation>
    </message>
    <message>
        <source>The guest is being erased.</source>
        <translation>Le client est en train d’être effacé.</translation>
    </message>
    <message>
        <source>Erase all that is known of this guest, in every restaurant of the book? It does not come back. Call lists that are kept as PDF go as well, whoever is on them.</source>
        <translation>Effacer tout ce que l’on sait de ce client, dans tous les restaurants du livre&#x202f;? Cela ne revient pas. Les listes d’appels conservées en PDF disparaissent aussi, quels que soient les clients qui y figurent.</translation>
    </message>
    <message>
        <source>The whole book is being looked through.</source>
        <translation>Tout le livre est parcouru.</translation>
    </message>
    <message>
        <source>Type the whole phone number of the guest.</source>
        <translation>Tapez le numéro de téléphone entier du client.</translation>
    </message>
    <message>
        <source>What is older than {months} goes for good within the hour.</source>
        <translation>Ce qui a plus de {months} disparaît définitivement dans l’heure.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Changer</translation>
    </message>
</context>
<context>
    <name>HeldSide</name>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Cancel this reservation</source>
        <translation>Annuler cette réservation</translation>
    </message>
    <message>
        <source>Another guest holds table {table} now.</source>
        <translation>Un autre client a maintenant la table {table}.</translation>
    </message>
    <message>
        <source>This reservation is gone, and its hour with it.</source>
        <translation>Cette réservation n’existe plus, ni son heure.</translation>
    </message>
    <message>
        <source>This reservation is gone. Table {table} is free.</source>
        <translation>Cette réservation n’existe plus. La table {table} est libre.</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Réserver la table {table}</translation>
    </message>
    <message>
        <source>Cancelling the reservation of table {table}.</source>
        <translation>Annulation de la réservation de la table {table}.</translation>
    </message>
    <message>
        <source>This table is marked as taken, but nobody is in the book.</source>
        <translation>Cette table est marquée prise, mais personne n’est dans le livre.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Nothing is final: what was done last stands below with Undo.</source>
        <translation>Rien n’est définitif&#xa0;: la dernière action est en bas avec «&#x202f;Défaire&#x202f;».</translation>
    </message>
    <message>
        <source>Escape leaves. Other keys: in the settings</source>
        <translation>Échap ferme. Autres touches&#xa0;: dans les réglages</translation>
    </message>
    <message>
        <source>What is free for a party of 4</source>
        <translation>Ce qui est libre pour 4</translation>
    </message>
    <message>
        <source>What is free for 4 around 20:00</source>
        <translation>Ce qui est libre pour 4 vers 20:00</translation>
    </message>
    <message>
        <source>Reserve it, in any order: Enter shows the best table, Enter takes it</source>
        <translation>Réserver, dans n’importe quel ordre&#xa0;: Entrée montre la meilleure table, Entrée la prend</translation>
    </message>
    <message>
        <source>Seat 4 who walk in: Enter, no phone needed</source>
        <translation>Placer 4 sans réservation&#xa0;: Entrée suffit</translation>
    </message>
    <message>
        <source>4 guests 8 pm</source>
        <translation>4 personnes à 20 h</translation>
    </message>
    <message>
        <source>The same in words</source>
        <translation>La même chose en mots</translation>
    </message>
    <message>
        <source>fri 4 8pm</source>
        <translation>ven 4 20h</translation>
    </message>
    <message>
        <source>The same on another day; also: tomorrow</source>
        <translation>La même chose un autre jour&#x202f;; aussi&#xa0;: demain</translation>
    </message>
    <message>
        <source>The reservation whose phone ends so</source>
        <translation>La réservation dont le numéro finit ainsi</translation>
    </message>
    <message>
        <source>The reservations with this anywhere in the name</source>
        <translation>Les réservations dont le nom contient ceci</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{when}: {sentence}. {undone}.</source>
        <translation>{when}&#xa0;: {sentence}. {undone}.</translation>
    </message>
    <message>
        <source>{when}: {sentence}.</source>
        <translation>{when}&#xa0;: {sentence}.</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Un autre programme</translation>
    </message>
    <message>
        <source>{host} at {station}</source>
        <translation>{host} à {station}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{who} changed the clock; {party} keeps its hour, {place}</source>
        <translation>{who}&#xa0;: horloge changée&#x202f;; {party} garde son heure, {place}</translation>
    </message>
    <message>
        <source>Undone {when} by {who}</source>
        <translation>Défait {when} par {who}</translation>
    </message>
    <message>
        <source>a guest whose data were erased</source>
        <translation>un client dont les données ont été effacées</translation>
    </message>
    <message>
        <source>a guest without a name</source>
        <translation>un client sans nom</translation>
    </message>
    <message>
        <source>{name}, party of {n}</source>
        <translation>{name}, pour {n}</translation>
    </message>
    <message>
        <source>table {table} at {hour}</source>
        <translation>table {table} à {hour}</translation>
    </message>
    <message>
        <source>table {table} at {hour} on {day}</source>
        <translation>table {table} à {hour} le {day}</translation>
    </message>
    <message>
        <source>{hour} on {day}</source>
        <translation>{hour} le {day}</translation>
    </message>
    <message>
        <source>{who} set the restaurant up</source>
        <translation>{who}&#xa0;: restaurant configuré</translation>
    </message>
    <message>
        <source>{who} added tables</source>
        <translation>{who}&#xa0;: tables ajoutées</translation>
    </message>
    <message>
        <source>{who} picked the time zone</source>
        <translation>{who}&#xa0;: fuseau horaire choisi</translation>
    </message>
    <message>
        <source>{who} changed the restaurant: its name, hours, closures or tables</source>
        <translation>{who}&#xa0;: restaurant modifié (nom, horaires, fermetures ou tables)</translation>
    </message>
    <message>
        <source>{who} set the manager&apos;s PIN, or switched it off</source>
        <translation>{who}&#xa0;: code du responsable défini ou désactivé</translation>
    </message>
    <message>
        <source>{who} cleared the manager&apos;s PIN</source>
        <translation>{who}&#xa0;: code du responsable effacé</translation>
    </message>
    <message>
        <source>{who} erased what was known of a guest</source>
        <translation>{who}&#xa0;: effacé ce qui était connu d’un client</translation>
    </message>
    <message>
        <source>{who} changed for how long guests are known</source>
        <translation>{who}&#xa0;: changé combien de temps les clients restent connus</translation>
    </message>
    <message>
        <source>{who} changed the book</source>
        <translation>{who}&#xa0;: livre modifié</translation>
    </message>
    <message>
        <source>{who} put the book right for {place}</source>
        <translation>{who}&#xa0;: livre corrigé pour {place}</translation>
    </message>
    <message>
        <source>Not in the book</source>
        <translation>Pas dans le livre</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Pareil</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>pour {n}</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>allergie</translation>
    </message>
    <message>
        <source>note: {note}</source>
        <translation>note&#xa0;: {note}</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>pas de nom</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>pas de numéro</translation>
    </message>
    <message>
        <source>party not said</source>
        <translation>nombre non indiqué</translation>
    </message>
    <message>
        <source>no allergy</source>
        <translation>pas d’allergie</translation>
    </message>
    <message>
        <source>called</source>
        <translation>appelé</translation>
    </message>
    <message>
        <source>not called</source>
        <translation>pas appelé</translation>
    </message>
    <message>
        <source>no note</source>
        <translation>pas de note</translation>
    </message>
    <message>
        <source>{who} reserved {place} for {party}</source>
        <translation>{who}&#xa0;: réservé {place} pour {party}</translation>
    </message>
    <message>
        <source>{who} seated {party}, without a reservation: {place}</source>
        <translation>{who}&#xa0;: placé {party} sans réservation, {place}</translation>
    </message>
    <message>
        <source>{who} cancelled the reservation of {party}, for {place}</source>
        <translation>{who}&#xa0;: réservation annulée, {party}, {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as a no-show</source>
        <translation>{who}&#xa0;: {party}, {place}, marqué no-show</translation>
    </message>
    <message>
        <source>{who} released {place} early: {party}, had left</source>
        <translation>{who}&#xa0;: {place} libérée plus tôt, départ&#xa0;: {party}</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place}</source>
        <translation>{who}&#xa0;: mis {party} sur la liste d’attente de {place}</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place}</source>
        <translation>{who}&#xa0;: retiré {party} de la liste d’attente de {place}</translation>
    </message>
    <message>
        <source>{who} passed {party} over on the waitlist of {place}</source>
        <translation>{who}&#xa0;: tour passé sur la liste d’attente de {place}, {party}</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place} again</source>
        <translation>{who}&#xa0;: de nouveau retiré {party} de la liste d’attente de {place}</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place} again</source>
        <translation>{who}&#xa0;: remis {party} sur la liste d’attente de {place}</translation>
    </message>
    <message>
        <source>{who} undid the reservation of {party}, for {place}</source>
        <translation>{who}&#xa0;: réservation défaite, {party}, {place}</translation>
    </message>
    <message>
        <source>{who} brought back the reservation of {party}, for {place}</source>
        <translation>{who}&#xa0;: réservation rétablie, {party}, {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from {old_place} to {place}</source>
        <translation>{who}&#xa0;: déplacé {party}, de {old_place} à {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from table {old_table} to {place}</source>
        <translation>{who}&#xa0;: déplacé {party}, de la table {old_table} à {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status}</source>
        <translation>{who}&#xa0;: {party}, {place}, statut «&#x202f;{status}&#x202f;»</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}</source>
        <translation>{who}&#xa0;: modifié {what}, {party}, {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from {old_place} to {place}</source>
        <translation>{who}&#xa0;: remis {party}, de {old_place} à {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from table {old_table} to {place}</source>
        <translation>{who}&#xa0;: remis {party}, de la table {old_table} à {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status} again</source>
        <translation>{who}&#xa0;: {party}, {place}, de nouveau statut «&#x202f;{status}&#x202f;»</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}, back</source>
        <translation>{who}&#xa0;: remis {what}, {party}, {place}</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has not been called</source>
        <translation>{who}&#xa0;: noté que {party}, {place}, n’a pas été appelé</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has been called</source>
        <translation>{who}&#xa0;: noté que {party}, {place}, a été appelé</translation>
    </message>
    <message>
        <source>the number</source>
        <translation>le numéro</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>le nom</translation>
    </message>
    <message>
        <source>the party size</source>
        <translation>le nombre de personnes</translation>
    </message>
    <message>
        <source>the allergy</source>
        <translation>l’allergie</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>la note</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>All tables, {day}</source>
        <translation>Toutes les tables, {day}</translation>
    </message>
    <message>
        <source>History of {day}</source>
        <translation>Historique du {day}</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>Toutes les tables</translation>
    </message>
    <message>
        <source>Nothing has been done with this day yet</source>
        <translation>Rien n’a encore été fait ce jour-là</translation>
    </message>
    <message>
        <source>What hosts do at any station is listed here.</source>
        <translation>Ce qui est fait à chaque poste figure ici.</translation>
    </message>
    <message>
        <source>Table {table}, {day}</source>
        <translation>Table {table}, {day}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>History of table {table}</source>
        <translation>Historique de la table {table}</translation>
    </message>
    <message>
        <source>Nothing has been done with this table on this day</source>
        <translation>Rien n’a été fait avec cette table ce jour-là</translation>
    </message>
    <message>
        <source>Choose Day to see what was done with the others.</source>
        <translation>Choisissez «&#x202f;Jour&#x202f;» pour voir ce qui a été fait avec les autres.</translation>
    </message>
    <message>
        <source>Table {table} at {hour}</source>
        <translation>Table {table} à {hour}</translation>
    </message>
    <message>
        <source>History of table {table} at {hour}</source>
        <translation>Historique de la table {table} à {hour}</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Nothing has been done with this table in this hour</source>
        <translation>Rien n’a été fait avec cette table à cette heure</translation>
    </message>
    <message>
        <source>Choose Table to see its whole day.</source>
        <translation>Choisissez «&#x202f;Table&#x202f;» pour voir toute sa journée.</translation>
    </message>
    <message>
        <source>{party}: table {table} at {hour} on {day}</source>
        <translation>{party}&#xa0;: table {table} à {hour} le {day}</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Groupe</translation>
    </message>
    <message>
        <source>This reservation</source>
        <translation>Cette réservation</translation>
    </message>
    <message>
        <source>History of this reservation</source>
        <translation>Historique de cette réservation</translation>
    </message>
    <message>
        <source>Nothing is known of this reservation</source>
        <translation>On ne sait rien de cette réservation</translation>
    </message>
    <message>
        <source>It was made by another program, which tells no history.</source>
        <translation>Elle vient d’un autre programme, qui ne tient pas d’historique.</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>As it was</source>
        <translation>Passé</translation>
    </message>
    <message>
        <source>{day} as it stood at any minute</source>
        <translation>{day}, l’état à chaque minute</translation>
    </message>
    <message>
        <source>Whose history</source>
        <translation>Historique de quoi</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Défaire ceci</translation>
    </message>
    <message>
        <source>Enter undoes it, Escape leaves.</source>
        <translation>Entrée le défait, Échap ferme.</translation>
    </message>
    <message>
        <source>{day} as it was</source>
        <translation>{day}, tel qu’il était</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>Toutes les tables</translation>
    </message>
    <message>
        <source>Arrow keys go minute by minute, Page keys hour by hour.</source>
        <translation>Les flèches vont minute par minute, les touches Page heure par heure.</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Lecture de l’historique</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>L’historique n’a pas pu être lu</translation>
    </message>
    <message>
        <source>Before: {facts}</source>
        <translation>Avant&#xa0;: {facts}</translation>
    </message>
    <message>
        <source>After: {facts}</source>
        <translation>Après&#xa0;: {facts}</translation>
    </message>
    <message>
        <source>Pick a line to see how it was before and after.</source>
        <translation>Choisissez une ligne pour voir l’avant et l’après.</translation>
    </message>
    <message>
        <source>Taking it back.</source>
        <translation>Retour en arrière.</translation>
    </message>
    <message>
        <source>Undo it all the same</source>
        <translation>Défaire quand même</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>HolderView</name>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>Modifier numéro, nom, note, allergie, nombre</translation>
    </message>
    <message>
        <source>A guest without a number</source>
        <translation>Un client sans numéro</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>1 guest</source>
        <translation>1 personne</translation>
    </message>
    <message>
        <source>{party} guests</source>
        <translation>{party} personnes</translation>
    </message>
    <message>
        <source>Yes, as the note says</source>
        <translation>Oui, voir la note</translation>
    </message>
    <message>
        <source>Yes, but no note says what</source>
        <translation>Oui, mais aucune note ne dit laquelle</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>autre programme</translation>
    </message>
    <message>
        <source>{station} (this station)</source>
        <translation>{station} (ce poste)</translation>
    </message>
</context>
<context>
    <name>HostActs</name>
    <message>
        <source>Reserved at {house}: {facts}.</source>
        <translation>Réservé chez {house}&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Réservé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>À table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Seated at {house}: {facts}.</source>
        <translation>À table chez {house}&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled at {house}: {facts}.</source>
        <translation>Annulé chez {house}&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>Annulé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Changed, no allergy any more: {facts}.</source>
        <translation>Modifié, plus d’allergie&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}, no allergy any more: {facts}.</source>
        <translation>Modifié chez {house}, plus d’allergie&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}: {facts}.</source>
        <translation>Modifié chez {house}&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Changed: {facts}.</source>
        <translation>Modifié&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Moved at {house}: {facts}.</source>
        <translation>Déplacé chez {house}&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>Déplacé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Undone: {sentence}.</source>
        <translation>Défait&#xa0;: {sentence}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation>Horaires</translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation>Quand êtes-vous ouvert&#x202f;?</translation>
    </message>
    <message>
        <source>Every reservation lasts an hour and begins on the hour. It is the same every day of the week.</source>
        <translation>Chaque réservation dure une heure et commence à l’heure pile. C’est pareil chaque jour de la semaine.</translation>
    </message>
    <message>
        <source>First pick two different hours</source>
        <translation>Choisissez d’abord deux heures différentes</translation>
    </message>
    <message>
        <source>Next: time zone</source>
        <translation>Ensuite&#xa0;: fuseau horaire</translation>
    </message>
</context>
<context>
    <name>HoursPicker</name>
    <message>
        <source>Guests can reserve</source>
        <translation>Les clients peuvent réserver</translation>
    </message>
    <message>
        <source>After midnight, still the same evening</source>
        <translation>Après minuit, encore la même soirée</translation>
    </message>
    <message>
        <source>Open around the clock.</source>
        <translation>Ouvert jour et nuit.</translation>
    </message>
    <message>
        <source>Closes at midnight.</source>
        <translation>Ferme à minuit.</translation>
    </message>
    <message>
        <source>Closes at {hour} the next day.</source>
        <translation>Ferme à {hour} le lendemain.</translation>
    </message>
    <message>
        <source>Closes at {hour}.</source>
        <translation>Ferme à {hour}.</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>Opens at</source>
        <translation>Ouvre à</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>Ferme à</translation>
    </message>
    <message>
        <source>{day}: {what}</source>
        <translation>{day}&#xa0;: {what}</translation>
    </message>
    <message>
        <source>24:00, midnight</source>
        <translation>24:00, minuit</translation>
    </message>
    <message>
        <source>{hour}, the next day</source>
        <translation>{hour}, le lendemain</translation>
    </message>
</context>
<context>
    <name>House</name>
    <message>
        <source>the name</source>
        <translation>le nom</translation>
    </message>
    <message>
        <source>the phone number</source>
        <translation>le numéro de téléphone</translation>
    </message>
    <message>
        <source>the days ahead</source>
        <translation>les jours à l’avance</translation>
    </message>
    <message>
        <source>the usual hours</source>
        <translation>les horaires habituels</translation>
    </message>
    <message>
        <source>the hours of weekdays</source>
        <translation>les horaires des jours de semaine</translation>
    </message>
    <message>
        <source>the closures</source>
        <translation>les fermetures</translation>
    </message>
    <message>
        <source>the tables</source>
        <translation>les tables</translation>
    </message>
</context>
<context>
    <name>HouseActs</name>
    <message>
        <source>The clock is changed; every reservation keeps its hour.</source>
        <translation>L’horloge est changée&#x202f;; chaque promesse a gardé son heure.</translation>
    </message>
</context>
<context>
    <name>HouseDialog</name>
    <message>
        <source>House</source>
        <translation>Établissement</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Horaires</translation>
    </message>
    <message>
        <source>Closures</source>
        <translation>Fermetures</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Nothing is saved before you have seen which guests are affected.</source>
        <translation>Rien n’est enregistré avant que vous ayez vu qui est concerné.</translation>
    </message>
    <message>
        <source>What you saved before is done: {facts}. It is shown as it is now.</source>
        <translation>Ce que vous avez enregistré auparavant est fait&#xa0;: {facts}. L’état actuel est affiché.</translation>
    </message>
    <message>
        <source>Changed at another station meanwhile: {facts}. It is shown as it is now.</source>
        <translation>Modifié entre-temps à un autre poste&#xa0;: {facts}. L’état actuel est affiché.</translation>
    </message>
    <message>
        <source>Hours, closures and tables</source>
        <translation>Horaires, fermetures et tables</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be saved now; what you typed stays.</source>
        <translation>La base de données ne répond pas. Rien ne peut être enregistré maintenant&#x202f;; ce que vous avez saisi reste.</translation>
    </message>
    <message>
        <source>To be changed: {facts}.</source>
        <translation>À modifier&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>It is not known whether what you saved before is done. Press Save to find out.</source>
        <translation>On ne sait pas si ce que vous avez enregistré auparavant est fait. «&#x202f;Enregistrer&#x202f;» permet de le savoir.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>Finding out what is saved</source>
        <translation>Recherche de ce qui est enregistré</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>Recherche de qui est concerné</translation>
    </message>
    <message>
        <source>Saving, and bringing the hours ahead in line</source>
        <translation>Enregistrement, et mise à jour des heures à venir</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>C’est enregistré. Les heures du jour {number} sur {total} sont créées.</translation>
    </message>
    <message>
        <source>Saved: {facts}.</source>
        <translation>Enregistré&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>What you changed is not saved. Press Leave again to discard it.</source>
        <translation>Ce que vous avez modifié n’est pas enregistré. Fermez encore une fois pour l’abandonner.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Abandonner</translation>
    </message>
</context>
<context>
    <name>HouseMenu</name>
    <message>
        <source>Undo the last act</source>
        <translation>Défaire la dernière action</translation>
    </message>
    <message>
        <source>Waitlist</source>
        <translation>Liste d’attente</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>Relire le livre</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>Imprimer ou enregistrer la feuille du jour</translation>
    </message>
    <message>
        <source>Day sheet options…</source>
        <translation>Options de la feuille du jour…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Initials…</source>
        <translation>Initiales…</translation>
    </message>
    <message>
        <source>Switch restaurant…</source>
        <translation>Changer de restaurant…</translation>
    </message>
    <message>
        <source>House</source>
        <translation>Établissement</translation>
    </message>
    <message>
        <source>Hours, closures and tables…</source>
        <translation>Horaires, fermetures et tables…</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À régler</translation>
    </message>
    <message>
        <source>Guests&apos; data…</source>
        <translation>Données des clients…</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Répétition</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN…</source>
        <translation>Code du responsable…</translation>
    </message>
    <message>
        <source>Reports and lists</source>
        <translation>Rapports et listes</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Export and import…</source>
        <translation>Exporter et importer…</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Configuration</translation>
    </message>
    <message>
        <source>New restaurant…</source>
        <translation>Nouveau restaurant…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Postes</translation>
    </message>
    <message>
        <source>Database…</source>
        <translation>Base de données…</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Toutes les touches</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>Rapport pour l’assistance</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Find and cancel a reservation…</source>
        <translation>Chercher et annuler une réservation…</translation>
    </message>
    <message>
        <source>Cancel the reservation of table {table}, {hour}</source>
        <translation>Annuler la réservation, table {table}, {hour}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>{day}, {hour}, {name}, party of {party}</source>
        <translation>{day}, {hour}, {name}, pour {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, pour {party}</translation>
    </message>
    <message>
        <source>Row {row}: {title}. {sentence}</source>
        <translation>Ligne {row}&#xa0;: {title}. {sentence}</translation>
    </message>
    <message>
        <source>Would be reserved at table {table}.</source>
        <translation>Serait réservée à la table {table}.</translation>
    </message>
    <message>
        <source>Reserved at table {table}.</source>
        <translation>Réservée à la table {table}.</translation>
    </message>
    <message>
        <source>It is not known whether this was saved. Press Go on to find out.</source>
        <translation>On ne sait pas si cela a été enregistré. «&#x202f;Continuer&#x202f;» permet de le savoir.</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Pas essayée.</translation>
    </message>
    <message>
        <source>Day and hour</source>
        <translation>Jour et heure</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Nombre de personnes</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>Id of this program</source>
        <translation>Identifiant de ce programme</translation>
    </message>
    <message>
        <source>would be reserved</source>
        <translation>serait réservée</translation>
    </message>
    <message>
        <source>in the book already</source>
        <translation>déjà dans le livre</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusée</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>réservée</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>pas essayée</translation>
    </message>
    <message>
        <source>Say which column holds: {fields}.</source>
        <translation>Dites quelle colonne contient&#xa0;: {fields}.</translation>
    </message>
    <message>
        <source>There is nothing in this file that could be reserved.</source>
        <translation>Il n’y a rien dans ce fichier qui puisse être réservé.</translation>
    </message>
    <message>
        <source>Rows that would be reserved: {would}. In the book already: {there}. Refused: {refused}.</source>
        <translation>Lignes qui seraient réservées&#xa0;: {would}. Déjà dans le livre&#xa0;: {there}. Refusées&#xa0;: {refused}.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Several tables for one number in an hour</source>
        <translation>Plusieurs tables pour un numéro dans une heure</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Réservées</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>Non réservées</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>Quelles lignes sont montrées</translation>
    </message>
    <message>
        <source>Import reservations</source>
        <translation>Importer des réservations</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>Le fichier est en cours de lecture.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Say whether days such as 3/4/2026 begin with the day or with the month.</source>
        <translation>Dites si des jours comme 3/4/2026 commencent par le jour ou par le mois.</translation>
    </message>
    <message>
        <source>Look at the rows</source>
        <translation>Examiner les lignes</translation>
    </message>
    <message>
        <source>Nothing is written yet. Escape leaves.</source>
        <translation>Rien n’est encore inscrit. Échap ferme.</translation>
    </message>
    <message>
        <source>The rows are being looked at.</source>
        <translation>Les lignes sont en cours d’examen.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Arrêté. Rien n’a été inscrit.</translation>
    </message>
    <message>
        <source>To be reserved</source>
        <translation>À réserver</translation>
    </message>
    <message>
        <source>Reserve {count}</source>
        <translation>Réserver {count}</translation>
    </message>
    <message>
        <source>Nothing is written yet. Enter reserves, Escape leaves.</source>
        <translation>Rien n’est encore inscrit. Entrée réserve, Échap ferme.</translation>
    </message>
    <message>
        <source>The rows are being reserved.</source>
        <translation>Les lignes sont en cours de réservation.</translation>
    </message>
    <message>
        <source>Save this list</source>
        <translation>Enregistrer cette liste</translation>
    </message>
    <message>
        <source>Enter saves the list, Escape leaves.</source>
        <translation>Entrée enregistre la liste, Échap ferme.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Stopped. Reserved: {reserved}. Not tried yet: {left}.</source>
        <translation>Arrêté. Réservées&#xa0;: {reserved}. Pas encore essayées&#xa0;: {left}.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}. Refused: {refused}; the list says why.</source>
        <translation>Réservées&#xa0;: {reserved}. Refusées&#xa0;: {refused}&#x202f;; la liste dit pourquoi.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}.</source>
        <translation>Réservées&#xa0;: {reserved}.</translation>
    </message>
    <message>
        <source>The list is saved: {file}</source>
        <translation>La liste est enregistrée&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The list is being saved.</source>
        <translation>La liste est en cours d’enregistrement.</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}&#xa0;: {count}</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>A CSV file with one reservation in each row, from this program, another one or a spreadsheet. First you see what would happen to each row; nothing is written before you say so.</source>
        <translation>Un fichier CSV avec une réservation par ligne, de ce programme, d’un autre ou d’un tableur. Vous voyez d’abord ce qu’il adviendrait de chaque ligne&#x202f;; rien n’est inscrit avant que vous le disiez.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt *.tsv);;All files (*)</source>
        <translation>Fichiers CSV (*.csv *.txt *.tsv);;Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>InitialsDialog</name>
    <message>
        <source>Who is at {station}?</source>
        <translation>Qui est à {station}&#x202f;?</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initiales</translation>
    </message>
    <message>
        <source>They stand in the history beside all that is done at this station, until others are typed. Leave it empty for no initials.</source>
        <translation>Elles figurent dans l’historique à côté de tout ce qui est fait à ce poste, jusqu’à ce que d’autres soient tapées. Laissez vide pour n’en mettre aucune.</translation>
    </message>
    <message>
        <source>Use these initials</source>
        <translation>Prendre ces initiales</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Entrée enregistre, Échap ferme.</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Join a restaurant</source>
        <translation>Rejoindre un restaurant</translation>
    </message>
    <message>
        <source>This machine then uses the book of the first one, together with it.</source>
        <translation>Cet ordinateur utilise alors le livre du premier, avec lui.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>At the first machine, open the menu, choose Set-up and Stations, then “Add a station”. Capitals, spaces and dashes do not matter.</source>
        <translation>Sur le premier ordinateur, ouvrez le menu, choisissez «&#x202f;Configuration&#x202f;» et «&#x202f;Postes&#x202f;», puis «&#x202f;Ajouter un poste&#x202f;». Majuscules, espaces et tirets n’importent pas.</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Nom de ce poste</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>Enter joins, Escape leaves.</source>
        <translation>Entrée rejoint, Échap ferme.</translation>
    </message>
    <message>
        <source>Type the code that the first machine shows.</source>
        <translation>Tapez le code que montre le premier ordinateur.</translation>
    </message>
    <message>
        <source>A station needs a name, so that the others know it.</source>
        <translation>Un poste a besoin d’un nom, pour que les autres le connaissent.</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Rattachement en cours</translation>
    </message>
</context>
<context>
    <name>KeyCatcher</name>
    <message>
        <source>Press a key</source>
        <translation>Appuyez sur une touche</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Nouvelle touche</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Begin a line with it, from anywhere in the window</source>
        <translation>Commencer une ligne de saisie, de partout dans la fenêtre</translation>
    </message>
    <message>
        <source>Go to the line; once more brings back what was left off</source>
        <translation>Aller à la ligne de saisie&#x202f;; une fois de plus&#xa0;: ce qui est resté en suspens</translation>
    </message>
    <message>
        <source>Take the first answer, or do what the chosen one says</source>
        <translation>Prendre la première réponse, ou faire ce que dit celle choisie</translation>
    </message>
    <message>
        <source>After a digit: seat a walk-in; after a full hour: put on the waitlist</source>
        <translation>Après un chiffre&#xa0;: placer un client sans réservation&#x202f;; heure complète&#xa0;: liste d’attente</translation>
    </message>
    <message>
        <source>Show the reservation that was found</source>
        <translation>Afficher la réservation trouvée</translation>
    </message>
    <message>
        <source>Leave the line, back to where you were</source>
        <translation>Quitter la ligne de saisie, retour à votre place</translation>
    </message>
    <message>
        <source>Go through a list or the timeline</source>
        <translation>Parcourir une liste ou le planning</translation>
    </message>
    <message>
        <source>Open the row; on the strip of who is due: the next step</source>
        <translation>Ouvrir la ligne&#x202f;; chez les attendus&#xa0;: l’étape suivante</translation>
    </message>
    <message>
        <source>Go to the next part of the window, or back</source>
        <translation>Vers la partie suivante de la fenêtre, ou retour</translation>
    </message>
    <message>
        <source>The next step: has arrived, is seated, is done</source>
        <translation>L’étape suivante&#xa0;: arrivé, à table, terminé</translation>
    </message>
    <message>
        <source>Cancel the reservation; where none is picked, look for one</source>
        <translation>Annuler la réservation&#x202f;; si aucune n’est choisie, en chercher une</translation>
    </message>
    <message>
        <source>No-show: gives the table back</source>
        <translation>No-show&#xa0;: libère la table</translation>
    </message>
    <message>
        <source>Has left early: gives the table back</source>
        <translation>Parti plus tôt&#xa0;: libère la table</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>Modifier numéro, nom, note, allergie, nombre</translation>
    </message>
    <message>
        <source>Move to another table or hour, by arrows; M on the timeline</source>
        <translation>Déplacer&#xa0;: autre table ou heure, flèches&#x202f;; M sur le planning</translation>
    </message>
    <message>
        <source>Undo the last act</source>
        <translation>Défaire la dernière action</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Refaire</translation>
    </message>
    <message>
        <source>The day before; in a list also Left</source>
        <translation>Le jour précédent&#x202f;; dans une liste aussi Gauche</translation>
    </message>
    <message>
        <source>The day after; in a list also Right</source>
        <translation>Le jour suivant&#x202f;; dans une liste aussi Droite</translation>
    </message>
    <message>
        <source>Today, at the running hour</source>
        <translation>Aujourd’hui, à l’heure en cours</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>Relire le livre</translation>
    </message>
    <message>
        <source>Who waits for the hour that is picked, or the running one</source>
        <translation>Qui attend l’heure choisie, ou celle en cours</translation>
    </message>
    <message>
        <source>A table is free: reserve it for the next on the waitlist</source>
        <translation>Table libre&#xa0;: la réserver au premier de la liste d’attente</translation>
    </message>
    <message>
        <source>Pass over the next on the waitlist</source>
        <translation>Passer le tour du premier de la liste d’attente</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>Imprimer ou enregistrer la feuille du jour</translation>
    </message>
    <message>
        <source>Who did what: with what is picked, its table, the day</source>
        <translation>Qui a fait quoi&#xa0;: avec la sélection, sa table, le jour</translation>
    </message>
    <message>
        <source>The initials of who is at this station</source>
        <translation>Les initiales de qui est à ce poste</translation>
    </message>
    <message>
        <source>All keys, and what can be typed</source>
        <translation>Toutes les touches, et ce qui peut être tapé</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>The menu</source>
        <translation>Le menu</translation>
    </message>
    <message>
        <source>End the program</source>
        <translation>Quitter le programme</translation>
    </message>
    <message>
        <source>Do what the filled button says</source>
        <translation>Faire ce que dit le bouton plein</translation>
    </message>
    <message>
        <source>Leave, nothing is done</source>
        <translation>Fermer, rien n’est fait</translation>
    </message>
    <message>
        <source>Take what is offered: the nearest other table, or the guest typed just now</source>
        <translation>Prendre ce qui est proposé&#xa0;: l’autre table la plus proche, ou le client saisi à l’instant</translation>
    </message>
    <message>
        <source>Take the second other table</source>
        <translation>Prendre la deuxième autre table</translation>
    </message>
    <message>
        <source>Take the third other table</source>
        <translation>Prendre la troisième autre table</translation>
    </message>
    <message>
        <source>Needs attention: the guest has been called</source>
        <translation>À régler&#xa0;: le client a été appelé</translation>
    </message>
    <message>
        <source>{words} ({key})</source>
        <translation>{words} ({key})</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Type anywhere: the line</source>
        <translation>Tapez partout&#xa0;: la ligne de saisie</translation>
    </message>
    <message>
        <source>Lists and timeline</source>
        <translation>Listes et planning</translation>
    </message>
    <message>
        <source>The party that is picked or found</source>
        <translation>Le groupe choisi ou trouvé</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Poste</translation>
    </message>
    <message>
        <source>In a dialog</source>
        <translation>Dans une boîte de dialogue</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>On</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Single keys</source>
        <translation>Touches seules</translation>
    </message>
    <message>
        <source>What has a key</source>
        <translation>Ce qui a une touche</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Touche habituelle</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Toutes les touches habituelles</translation>
    </message>
    <message>
        <source>Single keys: letters, digits and ? do something by themselves. Without them only keys with Ctrl and function keys do.</source>
        <translation>Touches seules&#xa0;: lettres, chiffres et&#xa0;? agissent seuls. Sinon, seules les touches avec Ctrl et les touches de fonction agissent.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Aucune touche</translation>
    </message>
    <message>
        <source>{act}: {keys}</source>
        <translation>{act}&#xa0;: {keys}</translation>
    </message>
    <message>
        <source>Press the new key for: {act}. Escape leaves it as it is.</source>
        <translation>Appuyez sur la nouvelle touche pour&#xa0;: {act}. Échap laisse tel quel.</translation>
    </message>
    <message>
        <source>{key} is needed where there is something to type or to go through. Take one with Ctrl, or a function key.</source>
        <translation>{key} sert là où l’on tape ou parcourt. Prenez-en une avec Ctrl, ou une touche de fonction.</translation>
    </message>
    <message>
        <source>{key} has an act already: {act}.</source>
        <translation>{key} fait déjà quelque chose&#xa0;: {act}.</translation>
    </message>
    <message>
        <source>Swap them</source>
        <translation>Échanger</translation>
    </message>
    <message>
        <source>{keys} has another act now: {act}. Give that one its usual key first.</source>
        <translation>{keys} fait maintenant autre chose&#xa0;: {act}. Rendez-lui d’abord sa touche habituelle.</translation>
    </message>
    <message>
        <source>All keys are the usual ones.</source>
        <translation>Toutes les touches sont les habituelles.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
</context>
<context>
    <name>LineActing</name>
    <message>
        <source>More than one reservation was found; nothing was done.</source>
        <translation>Plusieurs réservations ont été trouvées&#x202f;; rien n’a été fait.</translation>
    </message>
</context>
<context>
    <name>ManagerGate</name>
    <message>
        <source>What the manager asked for is not open yet.</source>
        <translation>Ce que le responsable a demandé n’est pas encore ouvert.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>MovesView</name>
    <message>
        <source>Who moves</source>
        <translation>Qui change de table</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Move all the same</source>
        <translation>Déplacer quand même</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Name and phone</source>
        <translation>Nom et téléphone</translation>
    </message>
    <message>
        <source>What is your restaurant called?</source>
        <translation>Comment s’appelle votre restaurant&#x202f;?</translation>
    </message>
    <message>
        <source>The number is the one that guests call. Its country tells how the numbers of guests are read.</source>
        <translation>Indiquez le nom, et le numéro que les clients appellent. Le pays du numéro dit comment lire ceux des clients.</translation>
    </message>
    <message>
        <source>The restaurant that this station showed before is not in this database. If its book is lost, set up nothing: close this window and bring back the newest file of the folder “backups” in the data folder, with: resv-desktop restore FILE</source>
        <translation>Le restaurant que ce poste montrait auparavant n’est pas dans cette base de données. Si son livre est perdu, ne configurez rien&#xa0;: fermez cette fenêtre et restaurez le fichier le plus récent du dossier «&#x202f;backups&#x202f;» du dossier de données, avec&#xa0;: resv-desktop restore FILE</translation>
    </message>
    <message>
        <source>Name of the restaurant</source>
        <translation>Nom du restaurant</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>Numéro de téléphone du restaurant</translation>
    </message>
    <message>
        <source>Use a MongoDB of our own</source>
        <translation>Utiliser notre propre MongoDB</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Rejoindre un restaurant</translation>
    </message>
    <message>
        <source>First type the name</source>
        <translation>Tapez d’abord le nom</translation>
    </message>
    <message>
        <source>First type the country code</source>
        <translation>Tapez d’abord l’indicatif du pays</translation>
    </message>
    <message>
        <source>First type the phone number</source>
        <translation>Tapez d’abord le numéro de téléphone</translation>
    </message>
    <message>
        <source>Next: opening hours</source>
        <translation>Ensuite&#xa0;: horaires</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>Compris comme {phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; please check its digits.</source>
        <translation>Compris comme {phone}. C’est un numéro inhabituel&#x202f;; vérifiez les chiffres.</translation>
    </message>
    <message>
        <source>A restaurant needs a phone number.</source>
        <translation>Un restaurant a besoin d’un numéro de téléphone.</translation>
    </message>
    <message>
        <source>As it is dialled at home ({country}), or with a + and the country code.</source>
        <translation>Comme on le compose dans le pays ({country}), ou avec + et l’indicatif du pays.</translation>
    </message>
    <message>
        <source>With a + and the country code in front.</source>
        <translation>Avec + et l’indicatif du pays au début.</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Day first</source>
        <translation>Jour d’abord</translation>
    </message>
    <message>
        <source>Month first</source>
        <translation>Mois d’abord</translation>
    </message>
    <message>
        <source>How days are written in the file</source>
        <translation>Comment les jours sont écrits dans le fichier</translation>
    </message>
    <message>
        <source>Days such as {day}</source>
        <translation>Des jours comme {day}</translation>
    </message>
</context>
<context>
    <name>OutcomeList</name>
    <message>
        <source>Rows of the file</source>
        <translation>Lignes du fichier</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>PartyForm</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Say in the note what they must not eat.</source>
        <translation>Notez ce qui ne doit pas être mangé.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>La table {table} a {seats} places. Pour {party} personnes, il faut une table plus grande.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}.</source>
        <translation>La table {table} a {seats} places.</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Nombre de personnes</translation>
    </message>
</context>
<context>
    <name>PartyMenu</name>
    <message>
        <source>Seat a walk-in now</source>
        <translation>Placer sans réservation</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>Voir la réservation</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Déplacer…</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>No-show</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>Parti plus tôt</translation>
    </message>
    <message>
        <source>Cancel reservation</source>
        <translation>Annuler la réservation</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
</context>
<context>
    <name>PartySizePicker</name>
    <message>
        <source>Party of {size}</source>
        <translation>Pour {size}</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Nombre de personnes</translation>
    </message>
</context>
<context>
    <name>PeriodPicker</name>
    <message>
        <source>Days of the report</source>
        <translation>Jours du rapport</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Suivant</translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>Valid number</source>
        <translation>Numéro valide</translation>
    </message>
    <message>
        <source>Unusual number: read it to the guest</source>
        <translation>Numéro inhabituel, à relire</translation>
    </message>
</context>
<context>
    <name>PickedActs</name>
    <message>
        <source>No reservation is picked, so nothing was done.</source>
        <translation>Aucune réservation n’est choisie&#x202f;; rien n’a été fait.</translation>
    </message>
    <message>
        <source>Seat them too</source>
        <translation>Placer quand même</translation>
    </message>
    <message>
        <source>{guest} no longer has table {table} at {hour}. Nothing was done.</source>
        <translation>{guest} n’a plus la table {table} à {hour}. Rien n’a été fait.</translation>
    </message>
    <message>
        <source>Pick a reservation that is not over; then its free tables are shown.</source>
        <translation>Choisissez une réservation qui n’est pas finie&#x202f;; ses tables libres sont alors montrées.</translation>
    </message>
    <message>
        <source>Moving {guest}: choose a place with the arrows and Enter, or press it. Escape leaves them where they are.</source>
        <translation>Déplacer {guest}&#xa0;: choisissez une place avec les flèches et Entrée, ou touchez-la. Échap les laisse où ils sont.</translation>
    </message>
    <message>
        <source>No free table of the hours that are shown seats {guest}. Escape leaves them where they are.</source>
        <translation>Aucune table libre des heures affichées ne suffit pour {guest}. Échap les laisse où ils sont.</translation>
    </message>
    <message>
        <source>Leave them there</source>
        <translation>Les laisser là</translation>
    </message>
    <message>
        <source>That reservation is on another day. Go to that day to move it.</source>
        <translation>Cette réservation est un autre jour. Allez à ce jour pour la déplacer.</translation>
    </message>
    <message>
        <source>That hour is over; its table was kept until its end.</source>
        <translation>Cette heure est passée&#x202f;; sa table a été gardée jusqu’à la fin.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>The PIN</source>
        <translation>Le code</translation>
    </message>
    <message>
        <source>The PIN so far</source>
        <translation>Le code actuel</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Nouveau code</translation>
    </message>
    <message>
        <source>The new PIN again</source>
        <translation>Le nouveau code, encore une fois</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>It is asked once and then holds at this station, for 5 minutes after the last change.</source>
        <translation>Il est demandé une fois, puis vaut à ce poste, jusqu’à 5 minutes après la dernière modification.</translation>
    </message>
    <message>
        <source>Once given it holds for 5 minutes after the last change; the last time that ended at {time}.</source>
        <translation>Une fois donné, il vaut jusqu’à 5 minutes après la dernière modification&#x202f;; la dernière fois, cela a pris fin à {time}.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN</source>
        <translation>Le code du responsable</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Set a PIN for the manager?</source>
        <translation>Définir un code pour le responsable&#x202f;?</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>Changer le code</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>Définir le code</translation>
    </message>
    <message>
        <source>Switch the PIN off</source>
        <translation>Désactiver le code</translation>
    </message>
    <message>
        <source>Work without a PIN</source>
        <translation>Travailler sans code</translation>
    </message>
    <message>
        <source>{least} to {most} digits.</source>
        <translation>De {least} à {most} chiffres.</translation>
    </message>
    <message>
        <source>Hours, tables and guests&apos; data are changed only by who knows it.</source>
        <translation>Seuls ceux qui le connaissent changent les horaires, les tables et les données des clients.</translation>
    </message>
    <message>
        <source>That is not the same PIN.</source>
        <translation>Ce n’est pas le même code.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is set.</source>
        <translation>Le code du responsable est défini.</translation>
    </message>
    <message>
        <source>No PIN is asked for.</source>
        <translation>Aucun code n’est demandé.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is another one now.</source>
        <translation>Le code du responsable a changé.</translation>
    </message>
    <message>
        <source>Comparing the PIN</source>
        <translation>Vérification du code</translation>
    </message>
    <message>
        <source>Saving the PIN</source>
        <translation>Enregistrement du code</translation>
    </message>
    <message>
        <source>Nobody can look it up. If it is forgotten, the command {command} on the machine that runs the database lets a new one be set.</source>
        <translation>Personne ne peut le retrouver. S’il est oublié, la commande {command}, sur l’ordinateur de la base de données, permet d’en définir un nouveau.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>1 party, to be called. Nothing is changed yet.</source>
        <translation>1 groupe, à appeler. Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>1 party, which has a new table. Nothing is changed yet.</source>
        <translation>1 groupe, avec une nouvelle table. Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>{n} parties, all with a new table. Nothing is changed yet.</source>
        <translation>{n} groupes, tous avec une nouvelle table. Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>{n} parties, {called} to be called. Nothing is changed yet.</source>
        <translation>{n} groupes, dont {called} à appeler. Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>1 party on the waitlist waits for an hour that closes.</source>
        <translation>1 groupe de la liste d’attente attend une heure qui ferme.</translation>
    </message>
    <message>
        <source>{n} parties on the waitlist wait for hours that close.</source>
        <translation>{n} groupes de la liste d’attente attendent des heures qui ferment.</translation>
    </message>
    <message>
        <source>1 party is new and marked.</source>
        <translation>1 groupe est nouveau et marqué.</translation>
    </message>
    <message>
        <source>{n} parties are new and marked.</source>
        <translation>{n} groupes sont nouveaux et marqués.</translation>
    </message>
    <message>
        <source>For 1 party something else is proposed now; it is marked.</source>
        <translation>Pour 1 groupe, autre chose est proposé maintenant&#x202f;; il est marqué.</translation>
    </message>
    <message>
        <source>For {n} parties something else is proposed now; they are marked.</source>
        <translation>Pour {n} groupes, autre chose est proposé maintenant&#x202f;; ils sont marqués.</translation>
    </message>
    <message>
        <source>1 party has to hear of it.</source>
        <translation>1 groupe doit en être averti.</translation>
    </message>
    <message>
        <source>{n} parties have to hear of it.</source>
        <translation>{n} groupes doivent en être avertis.</translation>
    </message>
    <message>
        <source>1 needs attention</source>
        <translation>1 à régler</translation>
    </message>
    <message>
        <source>{n} need attention</source>
        <translation>{n} à régler</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Call them, they stay where they are</source>
        <translation>Appeler, ils restent où ils sont</translation>
    </message>
    <message>
        <source>Accept all proposals</source>
        <translation>Prendre les propositions</translation>
    </message>
    <message>
        <source>Call all</source>
        <translation>Tous les appeler</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>Liste d’appels</translation>
    </message>
    <message>
        <source>Who loses their table</source>
        <translation>Qui perd sa table</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>Recherche de qui est concerné</translation>
    </message>
    <message>
        <source>It is not known which guests are affected</source>
        <translation>On ne sait pas qui est concerné</translation>
    </message>
    <message>
        <source>Nobody loses their table</source>
        <translation>Personne ne perd sa table</translation>
    </message>
    <message>
        <source>Every reservation keeps its table and hour. Enter saves the change.</source>
        <translation>Chaque réservation garde sa table et son heure. Entrée enregistre.</translation>
    </message>
    <message>
        <source>Save the change</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves all as it was.</source>
        <translation>Entrée enregistre, Échap laisse tout en l’état.</translation>
    </message>
    <message>
        <source>Space: call them or not. Enter saves, Escape leaves all as it was.</source>
        <translation>Espace&#xa0;: appeler ou non. Entrée enregistre, Échap laisse tout en l’état.</translation>
    </message>
    <message>
        <source>Saving the change</source>
        <translation>Enregistrement de la modification</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>C’est enregistré. Les heures du jour {number} sur {total} sont créées.</translation>
    </message>
    <message>
        <source>The change is saved</source>
        <translation>La modification est enregistrée</translation>
    </message>
    <message>
        <source>All of it is saved.</source>
        <translation>Tout est enregistré.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Set up</source>
        <translation>Configurer</translation>
    </message>
    <message>
        <source>A new restaurant</source>
        <translation>Un nouveau restaurant</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Étape {number} sur {count}</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Seats {seats}, {spare} spare: no table fits more closely.</source>
        <translation>{seats} places, {spare} en trop&#xa0;: aucune table ne convient mieux.</translation>
    </message>
    <message>
        <source>Seats exactly {seats}.</source>
        <translation>Exactement {seats} places.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare.</source>
        <translation>{seats} places, {spare} en trop.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare: every smaller table is taken.</source>
        <translation>{seats} places, {spare} en trop&#xa0;: toutes les tables plus petites sont prises.</translation>
    </message>
    <message>
        <source>The name has at most {most} letters; this one has {count}.</source>
        <translation>Le nom a au plus {most} caractères&#x202f;; celui-ci en a {count}.</translation>
    </message>
    <message>
        <source>The note has at most {most} letters; this one has {count}.</source>
        <translation>La note a au plus {most} caractères&#x202f;; celle-ci en a {count}.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Tables are reserved from one full hour to the next.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas une heure pleine. Les tables se réservent d’une heure pleine à la suivante.</translation>
    </message>
    <message>
        <source>The tables are saved, but the database fell silent before every hour had them. They are added to the hours when it answers again.</source>
        <translation>Les tables sont enregistrées, mais la base de données n’a plus répondu avant que chaque heure les ait. Elles seront ajoutées quand elle répondra.</translation>
    </message>
    <message>
        <source>a walk-in</source>
        <translation>un client sans réservation</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free and seats {seats}. Nobody has to wait.</source>
        <translation>La table {table} à {hour} le {day} est libre et a {seats} places. Personne ne doit attendre.</translation>
    </message>
    <message>
        <source>This entry of the waitlist does not exist, or no longer.</source>
        <translation>Cette inscription sur la liste d’attente n’existe pas, ou plus.</translation>
    </message>
    <message>
        <source>A party of {first} or of {second}? An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>Pour {first} ou pour {second}&#x202f;? Une heure se tape 20, 20:00 ou 20h.</translation>
    </message>
    <message>
        <source>This guest has table {table} at {hour} on {day}. Nothing is erased before that hour is over or the reservation is cancelled.</source>
        <translation>Ce client a la table {table} à {hour} le {day}. Rien n’est effacé avant que cette heure soit passée ou la réservation annulée.</translation>
    </message>
    <message>
        <source>This guest is on the waitlist of {hour} on {day}. Nothing is erased before that hour is over or the entry is taken off.</source>
        <translation>Ce client est sur la liste d’attente de {hour} le {day}. Rien n’est effacé avant que cette heure soit passée ou l’inscription retirée.</translation>
    </message>
    <message>
        <source>Opening hours are two whole hours such as &quot;12:23&quot;; &quot;{hours}&quot; is not.</source>
        <translation>Les horaires sont deux heures pleines comme «&#x202f;12:23&#x202f;»&#x202f;; «&#x202f;{hours}&#x202f;» ne convient pas.</translation>
    </message>
    <message>
        <source>Opening hours go from 00 to 23 and close at 24 at the latest; &quot;{hours}&quot; does not.</source>
        <translation>Les horaires vont de 00 à 23 et ferment à 24 au plus tard&#x202f;; «&#x202f;{hours}&#x202f;» ne convient pas.</translation>
    </message>
    <message>
        <source>&quot;{hours}&quot; opens and closes at the same hour. Around the clock is &quot;00:24&quot;.</source>
        <translation>«&#x202f;{hours}&#x202f;» ouvre et ferme à la même heure. Jour et nuit s’écrit «&#x202f;00:24&#x202f;».</translation>
    </message>
    <message>
        <source>The first machine has a newer version of the program. Install that one here as well.</source>
        <translation>Le premier ordinateur a une version plus récente du programme. Installez-la ici aussi.</translation>
    </message>
    <message>
        <source>The code is not complete: it has {count} letters and digits, and {whole} are needed.</source>
        <translation>Le code n’est pas complet&#xa0;: il compte {count} lettres et chiffres, et il en faut {whole}.</translation>
    </message>
    <message>
        <source>The code has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>Le code contient une erreur. Comparez-le avec celui du premier ordinateur.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a possible phone number: it is too long or not complete.</source>
        <translation>«&#x202f;{phone}&#x202f;» ne peut pas être un numéro de téléphone&#xa0;: trop long ou incomplet.</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>Tapez le numéro de téléphone du client.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has an extension. Type the number without it.</source>
        <translation>«&#x202f;{phone}&#x202f;» contient un numéro de poste téléphonique. Tapez le numéro sans celui-ci.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a letter in it. Type digits, with a + in front if the number is from abroad.</source>
        <translation>«&#x202f;{phone}&#x202f;» contient une lettre. Tapez des chiffres, avec + au début si le numéro est étranger.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a sign in it that no phone number has. Type digits, with a + in front if the number is from abroad.</source>
        <translation>«&#x202f;{phone}&#x202f;» contient un signe qu’aucun numéro n’a. Tapez des chiffres, avec + au début si le numéro est étranger.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a phone number.</source>
        <translation>«&#x202f;{phone}&#x202f;» n’est pas un numéro de téléphone.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is too short for a phone number.</source>
        <translation>«&#x202f;{phone}&#x202f;» est trop court pour un numéro de téléphone.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has no country code that is known. Type a + and the code first.</source>
        <translation>«&#x202f;{phone}&#x202f;» n’a pas d’indicatif de pays connu. Tapez d’abord + et l’indicatif.</translation>
    </message>
    <message>
        <source>The time zone &quot;{zone}&quot; is not known. Pick one such as &quot;Europe/London&quot;.</source>
        <translation>Le fuseau horaire «&#x202f;{zone}&#x202f;» n’est pas connu. Choisissez-en un comme «&#x202f;Europe/London&#x202f;».</translation>
    </message>
    <message>
        <source>A restaurant needs a name.</source>
        <translation>Un restaurant a besoin d’un nom.</translation>
    </message>
    <message>
        <source>A restaurant&apos;s name has at most {most} letters; this one has {count}.</source>
        <translation>Le nom d’un restaurant a au plus {most} caractères&#x202f;; celui-ci en a {count}.</translation>
    </message>
    <message>
        <source>A table seats {least} to {most}; {capacity} is not possible.</source>
        <translation>Une table a {least} à {most} places&#x202f;; {capacity} n’est pas possible.</translation>
    </message>
    <message>
        <source>A restaurant has at most {most} tables; this would make {count}.</source>
        <translation>Un restaurant a au plus {most} tables&#x202f;; cela en ferait {count}.</translation>
    </message>
    <message>
        <source>A party is {least} to {most} guests; {party} is not possible.</source>
        <translation>Un groupe compte {least} à {most} personnes&#x202f;; {party} n’est pas possible.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is over.</source>
        <translation>L’heure de la table {table}, {hour} le {day}, est passée.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is for later. A walk-in is seated in the running hour or the next; reserve it instead.</source>
        <translation>La table {table} à {hour} le {day} est pour plus tard. Un client sans réservation est placé à l’heure en cours ou à la suivante&#x202f;; réservez-la plutôt.</translation>
    </message>
    <message>
        <source>It is too early for a no-show at table {table} at {hour} on {day}. Cancel the reservation instead.</source>
        <translation>Il est trop tôt pour un no-show à la table {table} à {hour} le {day}. Annulez plutôt la réservation.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is already taken.</source>
        <translation>La table {table} à {hour} le {day} est déjà prise.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>La table {table} à {hour} a {seats} places. Pour {party} personnes, il faut une table plus grande.</translation>
    </message>
    <message>
        <source>&quot;{part}&quot; is not understood. Write how many tables, then their seats, such as &quot;6 x 2&quot;.</source>
        <translation>«&#x202f;{part}&#x202f;» n’est pas compris. Écrivez combien de tables, puis leurs places, par exemple «&#x202f;6 x 2&#x202f;».</translation>
    </message>
    <message>
        <source>&quot;{count} × {capacity}&quot; is {count} tables of {capacity}, but a table seats {least} to {most}. For {capacity} tables of {count} write &quot;{capacity} × {count}&quot;.</source>
        <translation>«&#x202f;{count} × {capacity}&#x202f;» fait {count} tables de {capacity}, mais une table a {least} à {most} places. Pour {capacity} tables de {count}, écrivez «&#x202f;{capacity} × {count}&#x202f;».</translation>
    </message>
    <message>
        <source>{first} and {second} are two days.</source>
        <translation>{first} et {second} sont deux jours.</translation>
    </message>
    <message>
        <source>This station may only add to the journal, and what is known of guests stands in there, too. Do it on the machine that has the database.</source>
        <translation>Ce poste ne peut qu’ajouter à l’historique, où se trouve aussi ce qui est connu des clients. Faites-le sur l’ordinateur qui a la base de données.</translation>
    </message>
    <message>
        <source>Old lines of the history are just being worked on, at this station or another. Nothing was erased; try again in two minutes.</source>
        <translation>D’anciennes lignes de l’historique sont justement en cours de traitement, à ce poste ou à un autre. Rien n’a été effacé&#x202f;; réessayez dans deux minutes.</translation>
    </message>
    <message>
        <source>There is no restaurant {id}.</source>
        <translation>Il n’y a pas de restaurant {id}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled at {station}, {gone_day} {gone_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été annulée à {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show at {station}, {gone_day} {gone_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été marquée no-show à {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released at {station}, {gone_day} {gone_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été libérée à {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was undone at {station}, {gone_day} {gone_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été défaite à {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} is not known yet. Pick it once.</source>
        <translation>Le fuseau horaire n’est pas encore connu pour {restaurant}. Choisissez-le une fois.</translation>
    </message>
    <message>
        <source>This reservation does not exist, or no longer.</source>
        <translation>Cette réservation n’existe pas, ou plus.</translation>
    </message>
    <message>
        <source>This changes {hours} hours and moves {moves} of the {parties} parties in them, more than can be done at once. Do it in parts, a few days at a time.</source>
        <translation>Cela modifie {hours} heures et déplace {moves} des {parties} groupes qui s’y trouvent, plus qu’on ne peut en faire d’un coup. Procédez par parties, quelques jours à la fois.</translation>
    </message>
    <message>
        <source>There is no table {table} at {hour} on {day}.</source>
        <translation>Il n’y a pas de table {table} à {hour} le {day}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} waits for another station&apos;s unfinished write. Nothing was saved; try again in a moment.</source>
        <translation>La table {table} à {hour} le {day} attend la fin d’une écriture d’un autre poste. Rien n’a été enregistré&#x202f;; réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} cannot be reserved: that hour is stored twice. The check of the book names it.</source>
        <translation>La table {table} à {hour} le {day} ne peut pas être réservée&#xa0;: cette heure est enregistrée deux fois. La vérification du livre l’indique.</translation>
    </message>
    <message>
        <source>{phone} already holds table {table} at {hour} on {day}.</source>
        <translation>{phone} a déjà la table {table} à {hour} le {day}.</translation>
    </message>
    <message>
        <source>There is no hour {id}.</source>
        <translation>Il n’y a pas d’heure {id}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has just been taken at {station}.</source>
        <translation>La table {table} à {hour} le {day} vient d’être prise à {station}.</translation>
    </message>
    <message>
        <source>There are several restaurants, so &quot;{phone}&quot; needs its country code: type a + first.</source>
        <translation>Il y a plusieurs restaurants, donc «&#x202f;{phone}&#x202f;» a besoin de l’indicatif du pays&#xa0;: tapez d’abord +.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is not held by {phone}.</source>
        <translation>La table {table} à {hour} le {day} n’est pas au nom de {phone}.</translation>
    </message>
    <message>
        <source>The country of {phone} has more than one clock. Pick the time zone of {restaurant}.</source>
        <translation>Le pays de {phone} a plus d’une heure. Choisissez le fuseau horaire pour {restaurant}.</translation>
    </message>
    <message>
        <source>{restaurant} has been set up at another station meanwhile. Nothing was saved here.</source>
        <translation>{restaurant} a été configuré entre-temps à un autre poste. Rien n’a été enregistré ici.</translation>
    </message>
    <message>
        <source>This machine uses the database of another one, so stations are added and removed there.</source>
        <translation>Cet ordinateur utilise la base de données d’un autre&#x202f;; les postes s’ajoutent et se retirent là-bas.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was reserved since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été prise depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was seated since, at {station}, {done_day} {done_at}.</source>
        <translation>Les clients de la table {table} à {hour} le {day} ont été placés depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was given another status since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a reçu depuis un autre statut, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was moved since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été déplacée depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été modifiée depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été annulée depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été marquée no-show depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été libérée depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed back since, at {station}, {done_day} {done_at}.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été rétablie depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since, at {station}.</source>
        <translation>La table {table} à {hour} le {day} a été attribuée depuis à {guest}, à {station}.</translation>
    </message>
    <message>
        <source>There is nothing to undo: the history has no such entry.</source>
        <translation>Il n’y a rien à défaire&#xa0;: l’historique n’a pas cette entrée.</translation>
    </message>
    <message>
        <source>What is known of this guest was erased, so this cannot be undone any more.</source>
        <translation>Ce qui était connu de ce client a été effacé&#xa0;: cela ne peut plus être défait.</translation>
    </message>
    <message>
        <source>Only changes of reservations and of the waitlist can be undone. This is neither.</source>
        <translation>Seules les modifications des réservations et de la liste d’attente peuvent être défaites. Ceci n’en est pas une.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} has been changed since by another program.</source>
        <translation>La réservation de la table {table} à {hour} le {day} a été modifiée depuis par un autre programme.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given away since.</source>
        <translation>La table {table} à {hour} le {day} a été attribuée depuis.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since.</source>
        <translation>La table {table} à {hour} le {day} a été attribuée depuis à {guest}.</translation>
    </message>
    <message>
        <source>This party waits no longer: another station was first.</source>
        <translation>Ce groupe n’attend plus&#xa0;: un autre poste a été plus rapide.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is over.</source>
        <translation>L’heure de {hour} le {day} est passée.</translation>
    </message>
    <message>
        <source>This entry of the waitlist has been changed since.</source>
        <translation>Cette inscription sur la liste d’attente a été modifiée depuis.</translation>
    </message>
    <message>
        <source>Old lines of the history could not be kept in {folder} ({why}); they stay in the book.</source>
        <translation>Les anciennes lignes de l’historique n’ont pas pu être gardées dans {folder} ({why})&#x202f;; elles restent dans le livre.</translation>
    </message>
    <message>
        <source>The book is being moved or has moved on, so it is not saved here.</source>
        <translation>Le livre déménage ou a déménagé&#x202f;; il n’est donc pas sauvegardé ici.</translation>
    </message>
    <message>
        <source>Preparing the other database</source>
        <translation>Préparation de l’autre base de données</translation>
    </message>
    <message>
        <source>Closing the book for writing</source>
        <translation>Fermeture du livre à l’écriture</translation>
    </message>
    <message>
        <source>The documents of another program keep changing. Stop that program and try again.</source>
        <translation>Un autre programme continue de modifier les données. Arrêtez-le et réessayez.</translation>
    </message>
    <message>
        <source>The copy is not the same as the book ({what}), so nothing was moved. The book is where it was; try again, and call for help if it happens again.</source>
        <translation>La copie diffère du livre ({what})&#x202f;; rien n’a donc été déménagé. Le livre est où il était&#x202f;; réessayez, et demandez de l’aide si cela se reproduit.</translation>
    </message>
    <message>
        <source>Another station has ended the move, because this one was not heard of for a minute. The book is where it was; try again.</source>
        <translation>Un autre poste a mis fin au déménagement, car celui-ci n’a plus donné signe de vie pendant une minute. Le livre est où il était&#x202f;; réessayez.</translation>
    </message>
    <message>
        <source>Nothing was moved. The book is where it was, and can be written into again.</source>
        <translation>Rien n’a été déménagé. Le livre est où il était, et l’on peut de nouveau y écrire.</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>Vérification de la copie</translation>
    </message>
    <message>
        <source>Switching over</source>
        <translation>Passage à la nouvelle base</translation>
    </message>
    <message>
        <source>Copying the book</source>
        <translation>Copie du livre</translation>
    </message>
    <message>
        <source>Comparing both</source>
        <translation>Comparaison des deux</translation>
    </message>
    <message>
        <source>To move the book, more rights are needed in {database}: the roles readWrite and dbAdmin. The book is where it was.</source>
        <translation>Pour déménager le livre, il faut plus de droits dans {database}&#xa0;: les rôles readWrite et dbAdmin. Le livre est où il était.</translation>
    </message>
    <message>
        <source>The database does not know the certificate of this station: nobody in it has the name that the certificate is made out to.</source>
        <translation>La base de données ne connaît pas le certificat de ce poste&#xa0;: personne n’y porte le nom auquel il est établi.</translation>
    </message>
    <message>
        <source>The database does not accept this name and password.</source>
        <translation>La base de données n’accepte pas ce nom et ce mot de passe.</translation>
    </message>
    <message>
        <source>The name {host} in the address of the database is not known. Look whether it is spelt right, and whether this computer is on line.</source>
        <translation>Le nom {host} dans l’adresse de la base de données n’est pas connu. Vérifiez son orthographe et que cet ordinateur est en ligne.</translation>
    </message>
    <message>
        <source>The address of the database cannot be understood. It looks like mongodb://name@host/?replicaSet=rs0.</source>
        <translation>L’adresse de la base de données n’est pas comprise. Elle ressemble à mongodb://name@host/?replicaSet=rs0.</translation>
    </message>
    <message>
        <source>The name or the password in the address of the database holds a character that must be written as its code: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25.</source>
        <translation>Le nom ou le mot de passe dans l’adresse de la base de données contient un signe qui doit être écrit en code&#xa0;: @ est %40, : est %3A, / est %2F, ? est %3F, % est %25.</translation>
    </message>
    <message>
        <source>The address of the database holds a name without a password. It looks like mongodb://name:password@host/?replicaSet=rs0.</source>
        <translation>L’adresse de la base de données contient un nom sans mot de passe. Elle ressemble à mongodb://name:password@host/?replicaSet=rs0.</translation>
    </message>
    <message>
        <source>It no longer lets this station in: the station has been removed there, or its password has been changed.</source>
        <translation>Elle n’admet plus ce poste&#xa0;: il y a été retiré, ou son mot de passe a été changé.</translation>
    </message>
    <message>
        <source>No program takes calls at {host}. Look at the port in the address, and whether MongoDB runs there and listens to other computers (bindIp).</source>
        <translation>Aucun programme ne répond à {host}. Vérifiez le port dans l’adresse, et si MongoDB y fonctionne et écoute les autres ordinateurs (bindIp).</translation>
    </message>
    <message>
        <source>Nobody answers at {host}. Look whether that computer is on, whether this one is on line, and whether a firewall lets it through; Atlas answers only those on its IP access list.</source>
        <translation>Personne ne répond à {host}. Vérifiez si cet ordinateur-là est allumé, si celui-ci est connecté et si un pare-feu le laisse passer&#x202f;; Atlas ne répond qu’aux adresses de sa liste d’accès IP.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that this station has joined, so nothing was sent to it. If the first machine has been set up anew, join again with a new code from there.</source>
        <translation>L’ordinateur qui répond à {place} ne peut pas prouver qu’il est celui que ce poste a rejoint&#x202f;; rien ne lui a été envoyé. Si le premier ordinateur a été reconfiguré, rejoignez-le avec un nouveau code.</translation>
    </message>
    <message>
        <source>Nobody answers at {place}. Look whether the first machine is on and still shared, and whether both machines are in the same network. Where it has another address now, join again with a new code from there.</source>
        <translation>Personne ne répond à {place}. Vérifiez que le premier ordinateur est allumé et toujours partagé, et que les deux ordinateurs sont dans le même réseau. S’il a maintenant une autre adresse, rejoignez-le avec un nouveau code.</translation>
    </message>
    <message>
        <source>The database has not come back since this machine was shared. Start the program anew.</source>
        <translation>La base de données n’est pas revenue depuis que cet ordinateur a été partagé. Redémarrez le programme.</translation>
    </message>
    <message>
        <source>This machine is not shared. Share it first.</source>
        <translation>Cet ordinateur n’est pas partagé. Partagez-le d’abord.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the database {database} at {hosts}, and nothing is written here any more. Let this station use that one.</source>
        <translation>Le livre a déménagé&#xa0;: il est dans la base de données {database} sur {hosts}, et plus rien ne s’écrit ici. Faites passer ce poste à celle-là.</translation>
    </message>
    <message>
        <source>In {database} lies an unfinished copy of a book that {station} began to move there, and no book. Move the book there once more, from where it is.</source>
        <translation>Dans {database} se trouve la copie inachevée d’un livre, dont le déménagement a été commencé par {station}, et aucun livre. Déménagez-le encore une fois, depuis l’endroit où il est.</translation>
    </message>
    <message>
        <source>The book is just being moved to another MongoDB by {station}. Nothing can be saved until that is done; try again in a moment.</source>
        <translation>{station} est en train de déménager le livre vers un autre MongoDB. Rien ne peut être enregistré d’ici là&#x202f;; réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the MongoDB that {station} brought along, and nothing is written here any more.</source>
        <translation>Le livre a déménagé&#xa0;: il est dans le MongoDB fourni avec {station}, et plus rien ne s’écrit ici.</translation>
    </message>
    <message>
        <source>There is no book of this program to be moved.</source>
        <translation>Il n’y a aucun livre de ce programme à déménager.</translation>
    </message>
    <message>
        <source>There is a book in that database already, and it stays as it is.</source>
        <translation>Cette base de données contient déjà un livre, qui reste tel quel.</translation>
    </message>
    <message>
        <source>Another station is just moving a book into that database.</source>
        <translation>Un autre poste est en train de déménager un livre dans cette base de données.</translation>
    </message>
    <message>
        <source>Nobody answers at {places}. Look whether the first machine is on and still shared, and whether both machines are in the same network.</source>
        <translation>Personne ne répond à {places}. Vérifiez que le premier ordinateur est allumé et toujours partagé, et que les deux ordinateurs sont dans le même réseau.</translation>
    </message>
    <message>
        <source>The connection to the first machine broke off while this one was joining. Make a new code there, and type that.</source>
        <translation>La connexion au premier ordinateur s’est interrompue pendant que celui-ci le rejoignait. Créez-y un nouveau code et tapez-le.</translation>
    </message>
    <message>
        <source>The first machine has not let this one in. Leave the window with the code open there, make a new code, and type that.</source>
        <translation>Le premier ordinateur n’a pas admis celui-ci. Laissez-y ouverte la fenêtre du code, créez un nouveau code et tapez-le.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that the code speaks of, so nothing was sent to it. Make a new code at the first machine, and type that.</source>
        <translation>L’ordinateur qui répond à {place} ne peut pas prouver qu’il est celui dont parle le code&#x202f;; rien ne lui a été envoyé. Créez un nouveau code sur le premier ordinateur et tapez-le.</translation>
    </message>
    <message>
        <source>Joining was stopped. Make a new code at the first machine to begin again.</source>
        <translation>Le rattachement a été arrêté. Créez un nouveau code sur le premier ordinateur pour recommencer.</translation>
    </message>
    <message>
        <source>The first machine does not take this code: it has been used, or its window there has been closed. Make a new code there, and type that.</source>
        <translation>Le premier ordinateur n’accepte pas ce code&#xa0;: il a déjà servi, ou sa fenêtre y a été fermée. Créez-y un nouveau code et tapez-le.</translation>
    </message>
    <message>
        <source>The database did not start while it was open to other stations, so it was started without. The stations do not reach it. Share this machine anew.</source>
        <translation>La base de données ne démarrait pas tant qu’elle était ouverte aux autres postes&#x202f;; elle a été démarrée sans eux. Les postes ne l’atteignent pas. Partagez cet ordinateur de nouveau.</translation>
    </message>
    <message>
        <source>This machine is in no network that other stations could reach it in. Connect it to the network of the house, then share it.</source>
        <translation>Cet ordinateur n’est dans aucun réseau où d’autres postes pourraient l’atteindre. Reliez-le au réseau du restaurant, puis partagez-le.</translation>
    </message>
    <message>
        <source>Every port that other stations could reach this machine at is in use.</source>
        <translation>Tous les ports où d’autres postes pourraient atteindre cet ordinateur sont occupés.</translation>
    </message>
    <message>
        <source>Port {port} of this machine is used by another program, so other stations do not reach it. Close that program, or share this machine anew; stations then join again.</source>
        <translation>Le port {port} de cet ordinateur est utilisé par un autre programme&#x202f;; les autres postes ne l’atteignent pas. Fermez ce programme, ou partagez cet ordinateur de nouveau&#x202f;; les postes devront alors le rejoindre de nouveau.</translation>
    </message>
    <message>
        <source>This address leads to one member of the replica set alone, and that one only follows the others. Name all members and the set, as mongodb://host1,host2,host3/?replicaSet=rs0, and leave directConnection out.</source>
        <translation>Cette adresse ne mène qu’à un membre du replica set, et celui-là ne fait que suivre les autres. Nommez tous les membres et le replica set, comme mongodb://host1,host2,host3/?replicaSet=rs0, et enlevez directConnection.</translation>
    </message>
    <message>
        <source>Another program keeps its own things in {database}, under names that the book needs ({collections}). Choose another name for the database of the book.</source>
        <translation>Un autre programme garde ses propres données dans {database}, sous des noms dont le livre a besoin ({collections}). Choisissez un autre nom pour la base de données du livre.</translation>
    </message>
    <message>
        <source>The database knows {user}, but lets it do too little in {database}: the right to {rights} is missing. Ask whoever looks after the database for the role readWrite on {database}.</source>
        <translation>La base de données connaît {user}, mais lui permet trop peu dans {database}&#xa0;: il manque le droit {rights}. Demandez à la personne qui s’en occupe le rôle readWrite sur {database}.</translation>
    </message>
    <message>
        <source>Nothing can be saved in this book.</source>
        <translation>Rien ne peut être enregistré dans ce livre.</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing was saved.</source>
        <translation>La base de données ne répond pas. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>This book was written by a newer version of the program. Install that version on this station as well.</source>
        <translation>Ce livre a été écrit par une version plus récente du programme. Installez cette version sur ce poste aussi.</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>La base de données ne répond pas.</translation>
    </message>
    <message>
        <source>The book has to be prepared once by the database&apos;s owner; this station has no right to.</source>
        <translation>Le livre doit être préparé une fois par le propriétaire de la base de données&#x202f;; ce poste n’en a pas le droit.</translation>
    </message>
    <message>
        <source>Starting the database</source>
        <translation>Démarrage de la base de données</translation>
    </message>
    <message>
        <source>Using the database that is already open</source>
        <translation>La base de données déjà ouverte est utilisée</translation>
    </message>
    <message>
        <source>Stopping a database that was left running</source>
        <translation>Arrêt d’une base de données restée en marche</translation>
    </message>
    <message>
        <source>Upgrading the database</source>
        <translation>Mise à niveau de la base de données</translation>
    </message>
    <message>
        <source>Preparing the database for the first time</source>
        <translation>Première préparation de la base de données</translation>
    </message>
    <message>
        <source>Starting the database again</source>
        <translation>Redémarrage de la base de données</translation>
    </message>
    <message>
        <source>Another MongoDB server (process {number}) is using the data in {folder}. Stop it and start again.</source>
        <translation>Un autre serveur MongoDB (processus {number}) utilise les données de {folder}. Arrêtez-le et redémarrez.</translation>
    </message>
    <message>
        <source>Making a backup copy before the database is upgraded</source>
        <translation>Copie de sauvegarde avant la mise à niveau de la base de données</translation>
    </message>
    <message>
        <source>{first} and {second} are two hours; a party is {least} to {most} guests.</source>
        <translation>{first} et {second} sont deux heures&#x202f;; un groupe compte {least} à {most} personnes.</translation>
    </message>
    <message>
        <source>Today&apos;s backup was not made: the disk is nearly full. Free some space; the backups of the days before are still there. They are in {folder}.</source>
        <translation>La sauvegarde d’aujourd’hui n’a pas été faite&#xa0;: le disque est presque plein. Libérez de la place&#x202f;; les sauvegardes des jours précédents sont toujours là. Elles se trouvent dans {folder}.</translation>
    </message>
    <message>
        <source>The backup was stopped, and nothing of it was kept.</source>
        <translation>La sauvegarde a été arrêtée, et rien n’en a été gardé.</translation>
    </message>
    <message>
        <source>The book is so large that the database no longer knew the instant at which the backup began. Set minSnapshotHistoryWindowInSeconds (usually 300) of the database higher, or try again when less is going on.</source>
        <translation>Le livre est si grand que la base de données ne connaissait plus l’instant où la sauvegarde a commencé. Augmentez minSnapshotHistoryWindowInSeconds (d’ordinaire 300) de la base, ou réessayez à une heure plus calme.</translation>
    </message>
    <message>
        <source>The backup could not be saved in {folder}: {why}. Backups that were there before are still there.</source>
        <translation>La sauvegarde n’a pas pu être enregistrée dans {folder}&#xa0;: {why}. Les sauvegardes précédentes sont toujours là.</translation>
    </message>
    <message>
        <source>There is a file {file} already, and nothing was written. Choose another name, or say that it may be overwritten (--overwrite).</source>
        <translation>Il y a déjà un fichier {file}, et rien n’a été écrit. Choisissez un autre nom, ou dites qu’il peut être remplacé (--overwrite).</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>The database did not answer at the very last step. Nothing is lost: start the program again, and it finds the book where it is.</source>
        <translation>La base de données n’a pas répondu à la toute dernière étape. Rien n’est perdu&#xa0;: redémarrez le programme, il trouvera le livre là où il est.</translation>
    </message>
    <message>
        <source>A backup is being restored into this book, or that was broken off. Restore it again (`resv-desktop restore FILE`): it begins anew, and the book can be used then.</source>
        <translation>Une sauvegarde est en cours de restauration dans ce livre, ou cela a été interrompu. Restaurez-la de nouveau (`resv-desktop restore FILE`)&#xa0;: tout recommence, et le livre pourra ensuite servir.</translation>
    </message>
    <message>
        <source>The database was stopped while it was starting.</source>
        <translation>La base de données a été arrêtée pendant son démarrage.</translation>
    </message>
    <message>
        <source>Another program has the reservations in {folder} open, but its database does not answer. Close that program and start again.</source>
        <translation>Un autre programme tient ouvertes les réservations de {folder}, mais sa base de données ne répond pas. Fermez-le et redémarrez.</translation>
    </message>
    <message>
        <source>The database started but could not be used.</source>
        <translation>La base de données a démarré mais n’a pas pu être utilisée.</translation>
    </message>
    <message>
        <source>{day} is open until {closes} of the day after, which opens at {opens} already.</source>
        <translation>Le {day} est ouvert jusqu’à {closes} du lendemain, qui ouvre déjà à {opens}.</translation>
    </message>
    <message>
        <source>A closure ends on {to_day}, before it begins on {from_day}.</source>
        <translation>Une fermeture se termine le {to_day}, avant de commencer le {from_day}.</translation>
    </message>
    <message>
        <source>{from_day} has either hours of its own or hours that are closed, not both.</source>
        <translation>Le {from_day} a soit ses propres horaires, soit des heures fermées, pas les deux.</translation>
    </message>
    <message>
        <source>Between {least} and {most} days can be reserved ahead; {days} are not possible.</source>
        <translation>On peut réserver entre {least} et {most} jours à l’avance&#x202f;; {days} n’est pas possible.</translation>
    </message>
    <message>
        <source>{restaurant} has been changed at another station meanwhile. Open this once more; nothing was saved.</source>
        <translation>{restaurant} a été modifié entre-temps à un autre poste. Ouvrez ceci encore une fois&#x202f;; rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>There is no table {table}.</source>
        <translation>Il n’y a pas de table {table}.</translation>
    </message>
    <message>
        <source>This is no join code. It is shown at the first machine, in the menu under Stations, and is made of groups of six letters and digits.</source>
        <translation>Ce n’est pas un code de rattachement. Il s’affiche sur le premier ordinateur, dans le menu sous «&#x202f;Postes&#x202f;», et se compose de groupes de six lettres et chiffres.</translation>
    </message>
    <message>
        <source>Group {number} of the code, “{group}”, has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>Le groupe {number} du code, «&#x202f;{group}&#x202f;», contient une erreur. Comparez-le avec celui du premier ordinateur.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {minutes} minutes.</source>
        <translation>Ce n’est pas le code du responsable. Nouvel essai possible dans {minutes} min.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {minutes} minutes, at any station.</source>
        <translation>Après tant de codes faux, personne ne peut essayer avant {minutes} min, à aucun poste.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} digits, and nothing else.</source>
        <translation>Un code a de {least} à {most} chiffres, et rien d’autre.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN.</source>
        <translation>Ce n’est pas le code du responsable.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {seconds} seconds.</source>
        <translation>Ce n’est pas le code du responsable. Nouvel essai possible dans {seconds} s.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {seconds} seconds, at any station.</source>
        <translation>Après tant de codes faux, personne ne peut essayer avant {seconds} s, à aucun poste.</translation>
    </message>
    <message>
        <source>The reason has at most {most} letters; this one has {count}.</source>
        <translation>Le motif a au plus {most} caractères&#x202f;; celui-ci en a {count}.</translation>
    </message>
    <message>
        <source>Meanwhile something has changed at another station, so this hits other reservations than were shown. Nothing was saved; look at the list again.</source>
        <translation>Entre-temps, quelque chose a changé à un autre poste, si bien que cela touche d’autres réservations que celles affichées. Rien n’a été enregistré&#x202f;; regardez de nouveau la liste.</translation>
    </message>
    <message>
        <source>The change is saved, but the database fell silent before every hour was in line with it. That is done when it answers again.</source>
        <translation>La modification est enregistrée, mais la base de données n’a plus répondu avant que chaque heure y corresponde. Ce sera fait dès qu’elle répondra de nouveau.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN was changed at another station meanwhile. Begin again.</source>
        <translation>Le code du responsable a été changé entre-temps à un autre poste. Recommencez.</translation>
    </message>
    <message>
        <source>This station has no right to clear the manager&apos;s PIN. It is cleared on the machine that runs the database, or with the rights of the database&apos;s owner.</source>
        <translation>Ce poste n’a pas le droit d’effacer le code du responsable. Cela se fait sur l’ordinateur de la base de données, ou avec les droits de son propriétaire.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more.</source>
        <translation>L’heure de {hour} le {day} n’est plus proposée.</translation>
    </message>
    <message>
        <source>This hour is not offered any more.</source>
        <translation>Cette heure n’est plus proposée.</translation>
    </message>
    <message>
        <source>No hour is open in the days ahead, so there is no evening to rehearse.</source>
        <translation>Aucune heure n’est ouverte les prochains jours, il n’y a donc pas de soirée à répéter.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer offered.</source>
        <translation>La table {table} à {hour} le {day} n’est plus proposée.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free by now and seats {seats}. Nobody has to move.</source>
        <translation>La table {table} à {hour} le {day} s’est libérée entre-temps et a {seats} places. Personne ne doit changer de table.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} now has another party, or is free. Nobody was moved.</source>
        <translation>La table {table} à {hour} le {day} a entre-temps d’autres clients, ou personne. Personne n’a été déplacé.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} has come by now and keeps its table. Nobody was moved.</source>
        <translation>Les clients de la table {table} à {hour} le {day} sont arrivés entre-temps et gardent leur table. Personne n’a été déplacé.</translation>
    </message>
    <message>
        <source>The party can no longer move to table {table} at {hour} on {day}. Nobody was moved.</source>
        <translation>La table {table} à {hour} le {day} ne peut plus recevoir les clients qui devaient y aller. Personne n’a été déplacé.</translation>
    </message>
    <message>
        <source>This moves the hours of {parties} parties, more than can be moved at once.</source>
        <translation>Cela déplace les heures de {parties} réservations, plus qu’il n’est possible en une fois.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was called since, at {station}, {done_day} {done_at}.</source>
        <translation>Le client de la table {table} à {hour} le {day} a été appelé depuis, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The hour of the reservation of table {table} at {hour} on {day} was moved with the clock of the house since, at {station}, {done_day} {done_at}.</source>
        <translation>L’heure de la réservation de la table {table} à {hour} le {day} a été déplacée depuis avec l’horloge du restaurant, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house cannot be undone here. Change it once more, and see first which guests are affected.</source>
        <translation>Une modification de l’établissement ne se défait pas ici. Modifiez-le de nouveau et voyez d’abord qui est concerné.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>La table {table} n’est plus proposée à {hour} le {day}, rien n’a donc été défait. La table libre la plus proche pour {party} est la table {free} à {free_hour}.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>La table {table} n’est plus proposée à {hour} le {day}, rien n’a donc été défait. Ce jour n’a pas d’autre table libre pour {party}&#x202f;; choisissez un autre jour.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>L’heure de {hour} le {day} n’est plus proposée, rien n’a donc été défait. La table libre la plus proche pour {party} est la table {free} à {free_hour}.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>L’heure de {hour} le {day} n’est plus proposée, rien n’a donc été défait. Ce jour n’a pas d’autre table libre pour {party}&#x202f;; choisissez un autre jour.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The database writes its log there: give this user the right to write in it.</source>
        <translation>On ne peut pas écrire dans le dossier {folder} ({why}). La base de données y écrit son journal&#xa0;: donnez à cet utilisateur le droit d’y écrire.</translation>
    </message>
    <message>
        <source>The MongoDB server {program} could not be started ({why}).</source>
        <translation>Le serveur MongoDB {program} n’a pas pu démarrer ({why}).</translation>
    </message>
    <message>
        <source>The database could not be started: {why}</source>
        <translation>La base de données n’a pas pu démarrer&#xa0;: {why}</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has MongoDB {found}, which cannot read them in one step. Start once with MongoDB {between} (name it in {variable}), then again.</source>
        <translation>Les réservations ont été écrites par MongoDB {data}, et cet ordinateur a MongoDB {found}, qui ne peut pas les lire en une étape. Démarrez une fois avec MongoDB {between} (nommez-le dans {variable}), puis encore une fois.</translation>
    </message>
    <message>
        <source>This computer&apos;s processor lacks AVX, which MongoDB 5.0 and newer need. Use another computer for the database and give its address as the MongoDB URI.</source>
        <translation>Le processeur de cet ordinateur n’a pas AVX, nécessaire à MongoDB 5.0 et plus. Prenez un autre ordinateur pour la base de données et donnez son adresse comme URI MongoDB.</translation>
    </message>
    <message>
        <source>No MongoDB server (mongod) was found on this computer. Install MongoDB 5.0 or newer, name the program in {variable}, or give the URI of a MongoDB elsewhere.</source>
        <translation>Aucun serveur MongoDB (mongod) n’a été trouvé sur cet ordinateur. Installez MongoDB 5.0 ou plus récent, nommez le programme dans {variable}, ou donnez l’URI d’un MongoDB ailleurs.</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has only MongoDB {found}, which cannot read them. Install MongoDB {data}, or a newer version of this program.</source>
        <translation>Les réservations ont été écrites par MongoDB {data}, et cet ordinateur n’a que MongoDB {found}, qui ne peut pas les lire. Installez MongoDB {data}, ou une version plus récente de ce programme.</translation>
    </message>
    <message>
        <source>The MongoDB server on this computer is too old: {servers}. Version {oldest}.0 or newer is needed.</source>
        <translation>Le serveur MongoDB de cet ordinateur est trop ancien&#xa0;: {servers}. Il faut la version {oldest}.0 ou plus récente.</translation>
    </message>
    <message>
        <source>The MongoDB server that was named is not there: {path}. Correct the path and start again.</source>
        <translation>Le serveur MongoDB nommé n’est pas là&#xa0;: {path}. Corrigez le chemin et redémarrez.</translation>
    </message>
    <message>
        <source>The program that was named does not run or is no MongoDB server: {path}. Correct the path and start again.</source>
        <translation>Le programme nommé ne fonctionne pas ou n’est pas un serveur MongoDB&#xa0;: {path}. Corrigez le chemin et redémarrez.</translation>
    </message>
    <message>
        <source>The MongoDB server {path} cannot run here: the system library {library} is missing. Install it and start again.</source>
        <translation>Le serveur MongoDB {path} ne peut pas fonctionner ici&#xa0;: la bibliothèque système {library} manque. Installez-la et redémarrez.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The reservations are kept there: give this user the right to write in it, or choose another home folder.</source>
        <translation>On ne peut pas écrire dans le dossier {folder} ({why}). Les réservations y sont gardées&#xa0;: donnez à cet utilisateur le droit d’y écrire, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The disk is nearly full: {free} are free in {folder}, and the database needs {needed}. Free some space and start again; nothing is lost.</source>
        <translation>Le disque est presque plein&#xa0;: {free} libres dans {folder}, et la base de données a besoin de {needed}. Libérez de la place et redémarrez&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be read ({why}). Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>Le fichier de clé de la base de données {file} ne peut pas être lu ({why}). Restaurez-le d’une sauvegarde, ou supprimez-le&#xa0;: un nouveau est fait au prochain démarrage.</translation>
    </message>
    <message>
        <source>The database in {folder} did not start: it ended with {ending}.</source>
        <translation>La base de données de {folder} n’a pas démarré&#xa0;: elle s’est terminée avec {ending}.</translation>
    </message>
    <message>
        <source>The disk is full: the database in {folder} could not start. Free some space and start again; nothing is lost.</source>
        <translation>Le disque est plein&#xa0;: la base de données de {folder} n’a pas pu démarrer. Libérez de la place et redémarrez&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be used. Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>Le fichier de clé de la base de données {file} est inutilisable. Restaurez-le d’une sauvegarde, ou supprimez-le&#xa0;: un nouveau est fait au prochain démarrage.</translation>
    </message>
    <message>
        <source>The database cannot write to the folder {folder}. Give this user the right to write in it, or choose another home folder.</source>
        <translation>La base de données ne peut pas écrire dans le dossier {folder}. Donnez à cet utilisateur le droit d’y écrire, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Another program is using the data in {folder}. Close it and start again.</source>
        <translation>Un autre programme utilise les données de {folder}. Fermez-le et redémarrez.</translation>
    </message>
    <message>
        <source>The MongoDB server does not know one of its settings; it may be of a version this program was not made for.</source>
        <translation>Le serveur MongoDB ne connaît pas un de ses réglages&#x202f;; il est peut-être d’une version pour laquelle ce programme n’est pas fait.</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>Les données de {folder} sont abîmées. Redémarrez&#x202f;; si cela continue, restaurez le dossier d’une sauvegarde.</translation>
    </message>
    <message>
        <source>Another program listens where the database should: its address is taken. Close that program, or restart the computer.</source>
        <translation>Un autre programme écoute à la place de la base de données&#xa0;: son adresse est prise. Fermez ce programme, ou redémarrez l’ordinateur.</translation>
    </message>
    <message>
        <source>The data in {folder} were written by another version of MongoDB, which this one cannot read. Use the version of this program that was here before, or a newer one.</source>
        <translation>Les données de {folder} ont été écrites par une autre version de MongoDB, que celle-ci ne peut pas lire. Prenez la version précédente de ce programme, ou une plus récente.</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>La base de données de {folder} n’a pas pu être ouverte. Redémarrez&#x202f;; si cela continue, restaurez le dossier d’une sauvegarde.</translation>
    </message>
    <message>
        <source>The MongoDB server crashed at the start. Some versions do so on newer systems: name another one in RESV_MONGOD.</source>
        <translation>Le serveur MongoDB s’est arrêté brutalement au démarrage. Certaines versions le font sur des systèmes récents&#xa0;: nommez-en une autre dans RESV_MONGOD.</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>le code {number}</translation>
    </message>
    <message>
        <source>signal {name}</source>
        <translation>le signal {name}</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>Les données de {folder} sont abîmées. Redémarrez&#x202f;; si cela continue, donnez un autre nom à ce dossier et restaurez la dernière sauvegarde&#xa0;: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>La base de données de {folder} n’a pas pu être ouverte. Redémarrez&#x202f;; si cela continue, donnez un autre nom à ce dossier et restaurez la dernière sauvegarde&#xa0;: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>What the book holds as the manager&apos;s PIN cannot be read. `resv-desktop clear-pin`, on the machine that runs the database, lets a new one be set.</source>
        <translation>Ce que le livre contient comme code du responsable est illisible. `resv-desktop clear-pin`, sur l’ordinateur de la base de données, permet d’en définir un nouveau.</translation>
    </message>
    <message>
        <source>The database has no place for its socket: the path may have at most {most} bytes, in a folder that belongs to you alone. Choose a home folder with a shorter path.</source>
        <translation>La base de données n’a pas de place pour son socket&#xa0;: le chemin a au plus {most} octets, dans un dossier qui n’appartient qu’à vous. Choisissez un dossier au chemin plus court.</translation>
    </message>
    <message>
        <source>This is no scratch database, so it is left as it is.</source>
        <translation>Ce n’est pas une base de répétition, elle reste donc comme elle est.</translation>
    </message>
    <message>
        <source>This station may not make a scratch database on its MongoDB, so no evening can be rehearsed here. The database&apos;s owner can give it the right.</source>
        <translation>Ce poste n’a pas le droit de créer une base de répétition sur son MongoDB, aucune soirée ne peut donc être répétée ici. Le propriétaire de la base de données peut lui donner ce droit.</translation>
    </message>
    <message>
        <source>The database did not answer in time, so it is not known whether this was saved. Try again: it is never done twice.</source>
        <translation>La base de données n’a pas répondu à temps, on ne sait donc pas si ceci a été enregistré. Réessayez&#xa0;: rien n’est jamais fait deux fois.</translation>
    </message>
    <message>
        <source>This MongoDB was started as a member of a replica set that does not exist yet. Run rs.initiate() once in mongosh, then try again.</source>
        <translation>Ce MongoDB a démarré comme membre d’un replica set qui n’existe pas encore. Lancez une fois rs.initiate() dans mongosh, puis réessayez.</translation>
    </message>
    <message>
        <source>This MongoDB is a standalone server, and only a replica set can keep two parties from one table. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>Ce MongoDB est un serveur seul, et seul un replica set peut empêcher que deux groupes aient la même table. Démarrez-le avec --replSet rs0 et lancez une fois rs.initiate()&#x202f;; un serveur suffit.</translation>
    </message>
    <message>
        <source>The address of the database leads nowhere.</source>
        <translation>L’adresse de la base de données ne mène nulle part.</translation>
    </message>
    <message>
        <source>This MongoDB is version {version}. Version 5.0 or newer is needed.</source>
        <translation>Ce MongoDB est en version {version}. Il faut la version 5.0 ou plus récente.</translation>
    </message>
    <message>
        <source>A database cannot be called &quot;{database}&quot;.</source>
        <translation>Une base de données ne peut pas s’appeler «&#x202f;{database}&#x202f;».</translation>
    </message>
    <message>
        <source>This MongoDB answers, but it is no member of the replica set that the address names: the set has another name, or it is a standalone server. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>Ce MongoDB répond, mais n’est pas membre du replica set que l’adresse nomme&#xa0;: il a un autre nom, ou c’est un serveur seul. Démarrez-le avec --replSet rs0 et lancez une fois rs.initiate()&#x202f;; un serveur suffit.</translation>
    </message>
    <message>
        <source>This station has no right to write into the book. Nothing was saved; the database&apos;s owner can give it the right.</source>
        <translation>Ce poste n’a pas le droit d’écrire dans le livre. Rien n’a été enregistré&#x202f;; le propriétaire de la base de données peut le lui donner.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}, at {station}. Nothing was changed.</source>
        <translation>Entre-temps, {guest} a été déplacé à la table {table} à {hour} le {day}, à {station}. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is not understood. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas compris. Une heure se tape 20, 20:00 ou 20h.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is today or in a week. Type &quot;today&quot;, or the date.</source>
        <translation>«&#x202f;{text}&#x202f;»&#xa0;: aujourd’hui ou dans une semaine&#x202f;? Saisissez «&#x202f;aujourd’hui&#x202f;» ou la date.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be {first} or {second}. Type the date.</source>
        <translation>«&#x202f;{text}&#x202f;»&#xa0;: {first} ou {second}&#x202f;? Saisissez la date.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour of that time of day. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas une heure de ce moment de la journée. Une heure se tape 20, 20:00 ou 20h.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be how many guests there are. Type that as one digit, {least} to {most}, and a name in quotes.</source>
        <translation>«&#x202f;{text}&#x202f;» est peut-être le nombre de personnes. Saisissez-le en un seul chiffre, de {least} à {most}, et un nom entre guillemets.</translation>
    </message>
    <message>
        <source>Meanwhile another name was saved: {now}. What you typed was not saved.</source>
        <translation>Entre-temps, un autre nom a été enregistré&#xa0;: {now}. Votre saisie n’a pas été enregistrée.</translation>
    </message>
    <message>
        <source>Meanwhile another note was saved: {now}. What you typed was not saved.</source>
        <translation>Entre-temps, une autre note a été enregistrée&#xa0;: {now}. Votre saisie n’a pas été enregistrée.</translation>
    </message>
    <message>
        <source>Meanwhile another number of guests was saved: {now}. What you typed was not saved.</source>
        <translation>Entre-temps, un autre nombre de personnes a été enregistré&#xa0;: {now}. Votre saisie n’a pas été enregistrée.</translation>
    </message>
    <message>
        <source>Meanwhile another phone number was saved: {now}. What you typed was not saved.</source>
        <translation>Entre-temps, un autre numéro de téléphone a été enregistré&#xa0;: {now}. Votre saisie n’a pas été enregistrée.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>Something else was saved under the same id before, so nothing was saved now. Begin again.</source>
        <translation>Autre chose a été enregistré auparavant sous le même identifiant&#x202f;; rien n’a donc été enregistré cette fois-ci. Recommencez.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}. Nothing was changed.</source>
        <translation>Entre-temps, {guest} a été déplacé à la table {table} à {hour} le {day}. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} was here and is done; there is nothing to cancel.</source>
        <translation>Les clients de la table {table} à {hour} le {day} sont venus et ont terminé&#x202f;; il n’y a rien à annuler.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed at {station}. Nothing was saved.</source>
        <translation>Entre-temps, statut changé à {station}&#xa0;: {guest}. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed. Nothing was saved.</source>
        <translation>Entre-temps, statut changé&#xa0;: {guest}. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} has been picked at another station meanwhile: {zone}. Nothing was saved here; pick the same one.</source>
        <translation>Le fuseau horaire a été choisi entre-temps à un autre poste pour {restaurant}&#xa0;: {zone}. Rien n’a été enregistré ici&#x202f;; choisissez le même.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was marked as not called since, at {station}, {done_day} {done_at}.</source>
        <translation>Le client de la table {table} à {hour} le {day} a été marqué depuis comme pas appelé, à {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house has hit {guest}, table {table} at {hour} on {day}. Nothing was undone, since nobody would call them then; move or cancel them in &quot;Needs attention&quot; (menu, House).</source>
        <translation>Une modification de l’établissement touche {guest}, table {table} à {hour} le {day}. Rien n’a été défait, car personne ne les appellerait plus&#xa0;; déplacez ou annulez leur réservation dans «&#xa0;À régler&#xa0;» (menu, Établissement).</translation>
    </message>
    <message>
        <source>{guest} has been passed over for table {table} already. Nothing was changed.</source>
        <translation>Le tour de {guest} pour la table {table} est déjà passé. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>Old lines of the history stay in the book, since this station may not take anything out of it. Let the machine that has the database do that, in its settings.</source>
        <translation>Les anciennes lignes de l’historique restent dans le livre, car ce poste ne peut rien en retirer. Confiez cela à l’ordinateur qui a la base de données, dans ses réglages.</translation>
    </message>
    <message>
        <source>The first machine no longer lets this station in: it has been removed from the stations there, or the book there has been restored from a backup. Make a new code there and join again.</source>
        <translation>Le premier ordinateur n’admet plus ce poste&#xa0;: il a été retiré des postes, ou le livre y a été restauré depuis une sauvegarde. Créez-y un nouveau code et rejoignez-le de nouveau.</translation>
    </message>
    <message>
        <source>This station lacks the rights that the book needs in the database {database}. Look whether that is the right name; whoever looks after the database can give the rights.</source>
        <translation>Ce poste n’a pas les droits dont le livre a besoin dans la base de données {database}. Vérifiez le nom&#x202f;; la personne qui gère la base peut donner ces droits.</translation>
    </message>
    <message>
        <source>{station} began to move the book to another MongoDB and was broken off. The book is here still; the database&apos;s owner has to open it once, since this station has no right to.</source>
        <translation>{station} avait commencé à déménager le livre vers un autre MongoDB et a été interrompu. Le livre est toujours ici&#x202f;; le propriétaire de la base de données doit l’ouvrir une fois, car ce poste n’en a pas le droit.</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so it has not joined. See that something can be written there, and type the code again.</source>
        <translation>Cet ordinateur ne peut rien garder dans {folder} ({why})&#x202f;; il n’a donc rien rejoint. Faites en sorte qu’on puisse y écrire, puis tapez de nouveau le code.</translation>
    </message>
    <message>
        <source>This machine is shared, but it is in no network that other stations could reach it in. Connect it to the network of the house.</source>
        <translation>Cet ordinateur est partagé, mais n’est dans aucun réseau où d’autres postes pourraient l’atteindre. Reliez-le au réseau du restaurant.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow this entry. Nothing was saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>Les règles du livre ne permettent pas cette entrée. Rien n’a été enregistré&#x202f;; `resv-desktop check` dit ce qui ne va pas dans le livre.</translation>
    </message>
    <message>
        <source>This station has no right to write the hours of the days ahead. The database&apos;s owner can give it the right.</source>
        <translation>Ce poste n’a pas le droit d’écrire les heures des prochains jours. Le propriétaire de la base de données peut le lui donner.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow some of the hours. All else is saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>Les règles du livre ne permettent pas certaines des heures. Tout le reste est enregistré&#x202f;; `resv-desktop check` dit ce qui ne va pas dans le livre.</translation>
    </message>
    <message>
        <source>Another station&apos;s unfinished write is in the way. Nothing was saved; try again in a moment.</source>
        <translation>Un autre poste est en train d’écrire. Rien n’a été enregistré&#x202f;; réessayez dans un instant.</translation>
    </message>
    <message>
        <source>The certificate of the database is not valid yet. Look whether the clock of this computer is right.</source>
        <translation>Le certificat de la base de données n’est pas encore valable. Vérifiez l’horloge de cet ordinateur.</translation>
    </message>
    <message>
        <source>The database cannot prove who it is: this station does not know the authority that made its certificate. Name the file of that authority in the address, as tlsCAFile.</source>
        <translation>La base de données ne peut pas prouver qui elle est&#xa0;: ce poste ne connaît pas l’autorité qui a fait son certificat. Nommez le fichier de cette autorité dans l’adresse, comme tlsCAFile.</translation>
    </message>
    <message>
        <source>The certificate of the database is made out to another name than the one in the address. Use the name that it is made out to, or have it made anew.</source>
        <translation>Le certificat de la base de données est établi à un autre nom que celui de l’adresse. Prenez le nom auquel il est établi, ou faites-le refaire.</translation>
    </message>
    <message>
        <source>The certificate of the database has expired. Whoever looks after the database has to renew it.</source>
        <translation>Le certificat de la base de données a expiré. La personne qui s’en occupe doit le renouveler.</translation>
    </message>
    <message>
        <source>The clock of this machine and that of the first one differ too much for a secure connection. Look at the time and the date of both, the year as well, and set the one that is wrong.</source>
        <translation>L’horloge de cet ordinateur et celle du premier diffèrent trop pour une connexion sûre. Vérifiez l’heure et la date des deux, l’année aussi, et réglez celle qui est fausse.</translation>
    </message>
    <message>
        <source>The database does not speak TLS at this address. Look at the port, or take tls=true out of the address if the connection need not be secure.</source>
        <translation>La base de données ne parle pas TLS à cette adresse. Vérifiez le port, ou ôtez tls=true de l’adresse si la connexion n’a pas à être sûre.</translation>
    </message>
    <message>
        <source>The database hangs up before a word is said, as one does that speaks only TLS. Add tls=true to the address.</source>
        <translation>La base de données coupe la connexion aussitôt, comme celles qui ne parlent que TLS. Ajoutez tls=true à l’adresse.</translation>
    </message>
    <message>
        <source>The database hangs up on this station and does not accept its certificate in {path}. Ask whoever looks after the database for one that it knows.</source>
        <translation>La base de données coupe la connexion et n’accepte pas le certificat de ce poste dans {path}. Demandez-en un qu’elle connaît à la personne qui s’en occupe.</translation>
    </message>
    <message>
        <source>The database hangs up, as one does that asks each station for a certificate of its own. Name the file of this station&apos;s certificate in the address, as tlsCertificateKeyFile.</source>
        <translation>La base de données coupe la connexion, comme celles qui demandent à chaque poste son propre certificat. Nommez le fichier du certificat de ce poste dans l’adresse, comme tlsCertificateKeyFile.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} cannot be used. The file must hold the certificate and its key, and {option} must fit where the key is locked.</source>
        <translation>Le certificat de ce poste dans {path} est inutilisable. Le fichier doit contenir le certificat et sa clé, et {option} doit convenir si la clé est verrouillée.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} has expired. Ask whoever looks after the database for a new one.</source>
        <translation>Le certificat de ce poste dans {path} a expiré. Demandez-en un nouveau à la personne qui s’occupe de la base de données.</translation>
    </message>
    <message>
        <source>The key in {path} is locked by a password, which the address lacks. Add it as {option}.</source>
        <translation>La clé dans {path} est verrouillée par un mot de passe, qui manque à l’adresse. Ajoutez-le comme {option}.</translation>
    </message>
    <message>
        <source>The file {path}, which the address names as {option}, cannot be read ({why}). Correct the address, or put the file there.</source>
        <translation>Le fichier {path}, que l’adresse nomme comme {option}, ne peut pas être lu ({why}). Corrigez l’adresse, ou mettez-y le fichier.</translation>
    </message>
    <message>
        <source>Another station has gone on with the upgrade of the book, since this one took too long. Start again in a moment.</source>
        <translation>Un autre poste a poursuivi la mise à niveau du livre, car celui-ci a mis trop de temps. Redémarrez dans un instant.</translation>
    </message>
    <message>
        <source>Making a backup copy before the book is upgraded</source>
        <translation>Sauvegarde avant la mise à niveau du livre</translation>
    </message>
    <message>
        <source>Upgrading the book</source>
        <translation>Mise à niveau du livre</translation>
    </message>
    <message>
        <source>The book has to be upgraded once by the database&apos;s owner; this station has no right to.</source>
        <translation>Le livre doit être mis à niveau une fois par le propriétaire de la base de données&#x202f;; ce poste n’en a pas le droit.</translation>
    </message>
    <message>
        <source>Another station is upgrading the book</source>
        <translation>Un autre poste met le livre à niveau</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} le {day} est passé.</translation>
    </message>
    <message>
        <source>It is in the book already: table {table} at {hour} on {day}.</source>
        <translation>Elle est déjà dans le livre&#xa0;: table {table} à {hour} le {day}.</translation>
    </message>
    <message>
        <source>{restaurant} is not open at {hour} on {day}.</source>
        <translation>{restaurant} n’est pas ouvert à {hour} le {day}.</translation>
    </message>
    <message>
        <source>The row is the same reservation as row {row}.</source>
        <translation>La ligne est la même réservation que la ligne {row}.</translation>
    </message>
    <message>
        <source>No table of {restaurant} seats a party of {party}.</source>
        <translation>Chez {restaurant}, aucune table n’a de place pour {party}.</translation>
    </message>
    <message>
        <source>No table is free for a party of {party} at {hour} on {day}.</source>
        <translation>Aucune table n’est libre pour {party} à {hour} le {day}.</translation>
    </message>
    <message>
        <source>Row {row} takes table {table} at {hour} on {day}.</source>
        <translation>La ligne {row} prend la table {table} à {hour} le {day}.</translation>
    </message>
    <message>
        <source>Row {row} is for the same number at {hour} on {day}. A second table is reserved only on purpose.</source>
        <translation>La ligne {row} est pour le même numéro à {hour} le {day}. Une deuxième table n’est réservée que sur demande.</translation>
    </message>
    <message>
        <source>{day} is too far ahead: {last} is the last day that can be reserved.</source>
        <translation>{day} est trop loin&#xa0;: {last} est le dernier jour qui peut être réservé.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day} in the book.</source>
        <translation>{hour} le {day} n’est pas dans le livre.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>Il n’y a pas de dossier {folder}.</translation>
    </message>
    <message>
        <source>The first day, {first}, comes after the last, {last}.</source>
        <translation>Le premier jour, {first}, vient après le dernier, {last}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: {why}.</source>
        <translation>{file} n’a pas pu être enregistré&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: the disk is full.</source>
        <translation>{file} n’a pas pu être enregistré&#xa0;: le disque est plein.</translation>
    </message>
    <message>
        <source>{file} is a spreadsheet. Save it there as CSV, and import that file.</source>
        <translation>{file} est un classeur. Enregistrez-le dans le tableur au format CSV, puis importez ce fichier.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} est vide.</translation>
    </message>
    <message>
        <source>{file} holds the names of columns and no row.</source>
        <translation>{file} contient des noms de colonnes et aucune ligne.</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB. Cut it into several files.</source>
        <translation>{file} dépasse {most} Mo. Coupez-le en plusieurs fichiers.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>{file} ne peut pas être lu&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>{file} is no CSV file: row {row} cannot be read.</source>
        <translation>{file} n’est pas un fichier CSV&#xa0;: la ligne {row} ne peut pas être lue.</translation>
    </message>
    <message>
        <source>A quotation mark in row {row} of {file} is not closed, so it is not clear where that row ends. Correct it, and import the file again.</source>
        <translation>Un guillemet à la ligne {row} de {file} n’est pas fermé&#xa0;: on ne sait donc pas où cette ligne se termine. Corrigez-le, puis importez à nouveau le fichier.</translation>
    </message>
    <message>
        <source>{file} has more than {most} rows. Cut it into several files.</source>
        <translation>{file} a plus de {most} lignes. Coupez-le en plusieurs fichiers.</translation>
    </message>
    <message>
        <source>{hour} comes twice on {day}, since the clock is put back; the first is meant here.</source>
        <translation>{hour} revient deux fois le {day}, car l’heure est reculée&#x202f;; ici, c’est la première.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Reservations start at full hours, such as 19:00.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas une heure pleine. Les réservations commencent à une heure pleine, comme 19:00.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no day that can be read.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas un jour lisible.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour that can be read.</source>
        <translation>«&#x202f;{text}&#x202f;» n’est pas une heure lisible.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day}: the clock is put forward over it.</source>
        <translation>{hour} n’existe pas le {day}&#xa0;: l’heure est avancée.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; says no hour.</source>
        <translation>«&#x202f;{text}&#x202f;» ne dit pas d’heure.</translation>
    </message>
    <message>
        <source>The row says no day.</source>
        <translation>La ligne ne dit pas de jour.</translation>
    </message>
    <message>
        <source>The row says no hour.</source>
        <translation>La ligne ne dit pas d’heure.</translation>
    </message>
    <message>
        <source>The row has no phone number.</source>
        <translation>La ligne n’a pas de numéro de téléphone.</translation>
    </message>
    <message>
        <source>The row does not say how many guests come.</source>
        <translation>La ligne ne dit pas combien de personnes viennent.</translation>
    </message>
    <message>
        <source>The file says &quot;{status}&quot;, so nothing is reserved.</source>
        <translation>Le fichier dit «&#x202f;{status}&#x202f;», donc rien n’est réservé.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. If this was to be saved, it is not known whether it was. Try again: it is never done twice.</source>
        <translation>Quelque chose s’est mal passé dans le programme. Si quelque chose devait être enregistré, on ne sait pas si cela a été fait. Réessayez&#xa0;: rien n’est jamais fait deux fois.</translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}.</source>
        <translation>Les réglages n’ont pas pu être enregistrés dans {path}.</translation>
    </message>
    <message>
        <source>Type the password of {name} as well: none is kept on this computer for this address.</source>
        <translation>Saisissez aussi le mot de passe pour {name}&#xa0;: aucun n’est gardé sur cet ordinateur pour cette adresse.</translation>
    </message>
    <message>
        <source>The password could not be kept in {folder}.</source>
        <translation>Le mot de passe n’a pas pu être gardé dans {folder}.</translation>
    </message>
    <message>
        <source>The receipt could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>Le reçu n’a pas pu être enregistré dans {folder} ({why}). Il peut être copié.</translation>
    </message>
    <message>
        <source>Two entries of closures and other hours cover {day}. Change the dates of one of them.</source>
        <translation>Deux entrées de «&#x202f;Fermetures et autres horaires&#x202f;» concernent le {day}. Faites finir l’une plus tôt ou commencer l’autre plus tard.</translation>
    </message>
    <message>
        <source>No evening can be rehearsed now, because this computer does not let the program write into its own folder.</source>
        <translation>Aucune soirée ne peut être répétée maintenant, car cet ordinateur ne laisse pas le programme écrire dans son propre dossier.</translation>
    </message>
    <message>
        <source>&quot;{file}&quot; ends neither in .pdf nor in .csv.</source>
        <translation>«&#x202f;{file}&#x202f;» ne se termine ni par .pdf ni par .csv.</translation>
    </message>
    <message>
        <source>This computer does not let the program start by itself: {why}.</source>
        <translation>Cet ordinateur ne laisse pas le programme démarrer tout seul&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved in {folder}: {why}.</source>
        <translation>La feuille du jour n’a pas pu être enregistrée dans {folder}&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>The call list could not be saved in {folder}: {why}.</source>
        <translation>La liste d’appels n’a pas pu être enregistrée dans {folder}&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder}: {why}.</source>
        <translation>Le rapport n’a pas pu être enregistré dans {folder}&#xa0;: {why}.</translation>
    </message>
    <message>
        <source>The printers of this machine do not answer.</source>
        <translation>Les imprimantes de cet ordinateur ne répondent pas.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the day sheet.</source>
        <translation>L’imprimante {printer} ne répond pas. Elle imprimera peut-être encore la feuille du jour.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the call list.</source>
        <translation>L’imprimante {printer} ne répond pas. Elle imprimera peut-être encore la liste d’appels.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the report.</source>
        <translation>L’imprimante {printer} ne répond pas. Elle imprimera peut-être encore le rapport.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the day sheet.</source>
        <translation>L’imprimante {printer} n’a pas accepté la feuille du jour.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the call list.</source>
        <translation>L’imprimante {printer} n’a pas accepté la liste d’appels.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the report.</source>
        <translation>L’imprimante {printer} n’a pas accepté le rapport.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>La feuille du jour n’a pas pu être enregistrée&#xa0;: le disque est plein. Le dossier est {folder}.</translation>
    </message>
    <message>
        <source>The call list could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>La liste d’appels n’a pas pu être enregistrée&#xa0;: le disque est plein. Le dossier est {folder}.</translation>
    </message>
    <message>
        <source>The report could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>Le rapport n’a pas pu être enregistré&#xa0;: le disque est plein. Le dossier est {folder}.</translation>
    </message>
    <message>
        <source>The password of this station cannot be kept in {folder} ({why}). Give this user the right to write there, and join with a new code.</source>
        <translation>Le mot de passe de ce poste ne peut pas être gardé dans {folder} ({why}). Donnez à cet utilisateur le droit d’y écrire et rejoignez avec un nouveau code.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>Le rapport n’a pas pu être enregistré dans {folder} ({why}). Il peut être copié.</translation>
    </message>
    <message>
        <source>The password for the database ({name}) is not kept on this computer, or no longer. Write it into the &quot;uri&quot; in {path} once more, as mongodb://name:password@host; it is moved to a safe place at the next start.</source>
        <translation>Le mot de passe de la base de données ({name}) n’est pas gardé sur cet ordinateur, ou plus. Écrivez-le encore une fois dans «&#x202f;uri&#x202f;» de {path}, comme mongodb://name:password@host&#x202f;; il est mis en lieu sûr au prochain démarrage.</translation>
    </message>
    <message>
        <source>old lines of the history are just being worked on</source>
        <translation>d’anciennes lignes de l’historique sont justement en cours de traitement</translation>
    </message>
    <message>
        <source>A guest was erased, but the files of this station could not be cleaned ({why}). It is tried again by itself.</source>
        <translation>Un client a été effacé, mais les fichiers de ce poste n’ont pas pu être nettoyés ({why}). Un nouvel essai se fait de lui-même.</translation>
    </message>
    <message>
        <source>Other stations use the book on this machine and would lose it. Stop sharing first (menu, Set-up, Stations); afterwards choose the new database at each of them.</source>
        <translation>D’autres postes utilisent le livre de cet ordinateur et le perdraient. Arrêtez d’abord le partage (menu, Configuration, Postes)&#x202f;; choisissez ensuite la nouvelle base de données sur chacun d’eux.</translation>
    </message>
    <message>
        <source>Opening the book where it is now</source>
        <translation>Ouverture du livre à son nouvel emplacement</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so the book was not moved. See that something can be written there, and try again.</source>
        <translation>Cet ordinateur ne peut rien garder dans {folder} ({why})&#x202f;; le livre n’a donc pas déménagé. Faites en sorte qu’on puisse y écrire, puis réessayez.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be understood, so it is not known which database this station belongs to. Mend the file, or delete it to begin with the usual settings.</source>
        <translation>Les réglages de {path} ne sont pas compris, on ne sait donc pas à quelle base de données ce poste appartient. Corrigez le fichier, ou supprimez-le pour repartir des réglages habituels.</translation>
    </message>
    <message>
        <source>{file} is no regular file</source>
        <translation>{file} n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>Le dossier {folder} ne peut pas être utilisé ({why}). Il doit vous appartenir&#xa0;: faites-en le vôtre, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Other users of this computer can enter the folder {folder}, and that cannot be changed ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>D’autres utilisateurs de cet ordinateur peuvent entrer dans le dossier {folder}, et cela ne peut pas être changé ({why}). Il doit vous appartenir&#xa0;: prenez-le à votre nom, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The disk is nearly full: free at least 1 GB.</source>
        <translation>Le disque est presque plein&#xa0;: libérez au moins 1 Go.</translation>
    </message>
    <message>
        <source>Opening the book</source>
        <translation>Ouverture du livre</translation>
    </message>
    <message>
        <source>There is no book in the database &quot;{database}&quot; yet.</source>
        <translation>Il n’y a pas encore de livre dans la base de données «&#x202f;{database}&#x202f;».</translation>
    </message>
    <message>
        <source>The book is of an older version, and it is not upgraded without a backup: {why}</source>
        <translation>Le livre vient d’une version plus ancienne, et il n’est pas mis à niveau sans sauvegarde&#xa0;: {why}</translation>
    </message>
    <message>
        <source>There is no book in {folder} yet.</source>
        <translation>Il n’y a pas encore de livre dans {folder}.</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>At the door: one guest without a reservation.</source>
        <translation>À la porte&#xa0;: une personne sans réservation.</translation>
    </message>
    <message>
        <source>At the door: a party of {n} without a reservation.</source>
        <translation>À la porte&#xa0;: {n} personnes sans réservation.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} would like a table at {hour}, {party}, {phone}.</source>
        <translation>Le téléphone sonne&#xa0;: {guest} voudrait une table à {hour}, {party}, {phone}.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} cannot come at {hour} and cancels.</source>
        <translation>Le téléphone sonne&#xa0;: {guest} ne peut pas venir à {hour} et annule.</translation>
    </message>
    <message>
        <source>At the door: {who}, reserved for {hour}.</source>
        <translation>À la porte&#xa0;: {who}, réservation à {hour}.</translation>
    </message>
    <message>
        <source>Nobody has come: {who}, reserved for {hour}.</source>
        <translation>Personne n’est venu&#xa0;: {who}, réservation à {hour}.</translation>
    </message>
    <message>
        <source>That was all at {hour}.</source>
        <translation>C’est tout pour {hour}.</translation>
    </message>
    <message>
        <source>That was the evening.</source>
        <translation>C’était la soirée.</translation>
    </message>
    <message>
        <source>the party of table {table}</source>
        <translation>les clients de la table {table}</translation>
    </message>
</context>
<context>
    <name>RehearsalActs</name>
    <message>
        <source>The evening is being copied.</source>
        <translation>La soirée est en cours de copie.</translation>
    </message>
</context>
<context>
    <name>RehearsalBar</name>
    <message>
        <source>Rehearsal: a copy of the evening. Nothing you do here is in the real book.</source>
        <translation>Répétition&#xa0;: une copie de la soirée. Rien de ce qui se fait ici n’est dans le vrai livre.</translation>
    </message>
    <message>
        <source>Back to the real evening</source>
        <translation>Retour à la vraie soirée</translation>
    </message>
</context>
<context>
    <name>RehearsalWindow</name>
    <message>
        <source>Back to the real evening</source>
        <translation>Retour à la vraie soirée</translation>
    </message>
    <message>
        <source>Rehearsal: {restaurant}</source>
        <translation>Répétition&#xa0;: {restaurant}</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Ce qui vient ensuite</translation>
    </message>
    <message>
        <source>On to {hour}</source>
        <translation>Passer à {hour}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report for support</source>
        <translation>Rapport pour l’assistance</translation>
    </message>
    <message>
        <source>How the program, this machine and the database are. No guest and no password is in it; of a phone number only the last four digits.</source>
        <translation>L’état du programme, de cet ordinateur et de la base de données. Il ne contient ni client ni mot de passe, et d’un numéro de téléphone que les quatre derniers chiffres.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Enter copies, Escape leaves.</source>
        <translation>Entrée copie, Échap ferme.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Enregistrer en fichier</translation>
    </message>
    <message>
        <source>The machine and the database are being asked.</source>
        <translation>L’ordinateur et la base de données sont interrogés.</translation>
    </message>
    <message>
        <source>Nothing needs a look.</source>
        <translation>Tout est en ordre.</translation>
    </message>
    <message>
        <source>The first lines say what needs a look.</source>
        <translation>Les premières lignes disent ce qui est à vérifier.</translation>
    </message>
    <message>
        <source>The report is saved: {file}</source>
        <translation>Le rapport est enregistré&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Le rapport est dans le presse-papiers.</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Numbers</source>
        <translation>Chiffres</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} au {last}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Couverts</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Walk-ins</source>
        <translation>Sans réservation</translation>
    </message>
    <message>
        <source>Guests of walk-ins</source>
        <translation>Couverts sans réservation</translation>
    </message>
    <message>
        <source>No-shows</source>
        <translation>No-shows</translation>
    </message>
    <message>
        <source>Guests of no-shows</source>
        <translation>Couverts des no-shows</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulations</translation>
    </message>
    <message>
        <source>Guests cancelled</source>
        <translation>Couverts annulés</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refus</translation>
    </message>
    <message>
        <source>Guests refused</source>
        <translation>Couverts refusés</translation>
    </message>
    <message>
        <source>Tables taken</source>
        <translation>Tables occupées</translation>
    </message>
    <message>
        <source>Tables open</source>
        <translation>Tables ouvertes</translation>
    </message>
    <message>
        <source>Parties of unknown size</source>
        <translation>Groupes de taille inconnue</translation>
    </message>
    <message>
        <source>Report, {house}, {period}</source>
        <translation>Rapport, {house}, {period}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Covers are the guests of all parties that had a table; who was not marked as a no-show counts as having come. In hours to come they are those who have reserved so far.</source>
        <translation>Les couverts sont les clients de tous les groupes qui ont eu une table&#x202f;; quiconque n’a pas été marqué no-show compte comme venu. Pour les heures à venir, ce sont ceux qui ont réservé jusqu’ici.</translation>
    </message>
    <message>
        <source>Occupancy is the share of tables with a party, of all tables that were open in that hour. A table counts once in an hour, also where two parties had it one after the other.</source>
        <translation>L’occupation est la part des tables avec un groupe parmi toutes les tables ouvertes à cette heure. Une table compte une fois par heure, même si deux groupes l’ont eue l’un après l’autre.</translation>
    </message>
    <message>
        <source>Walk-ins came without a reservation; they are covers, too. No-shows and cancellations count in the hour for which they had reserved, with the size they had then; what was undone does not count.</source>
        <translation>Les clients sans réservation comptent aussi parmi les couverts. No-shows et annulations comptent à l’heure réservée, avec la taille d’alors&#x202f;; ce qui a été défait ne compte pas.</translation>
    </message>
    <message>
        <source>Refused are parties for which a host looked for a table and none was free, nor could be freed: once for each hour, size and station within ten minutes, also where they then took another hour. Parties that waited and got a table do not count.</source>
        <translation>Sont refusés les groupes pour lesquels une table a été cherchée sans qu’aucune soit libre ni puisse être libérée&#xa0;: une fois par heure, taille et poste en dix minutes, même s’ils ont pris une autre heure. Un groupe qui a attendu et obtenu une table n’en fait pas partie.</translation>
    </message>
    <message>
        <source>What another program cancels is not known, nor what was cancelled in hours that were closed later.</source>
        <translation>Ce qu’un autre programme annule n’est pas connu, ni ce qui a été annulé dans des heures fermées par la suite.</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Guests: {n}</source>
        <translation>Couverts&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Parties: {n}</source>
        <translation>Groupes&#xa0;: {n}</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>Occupation</translation>
    </message>
    <message>
        <source>{taken} of {offered} tables</source>
        <translation>{taken} tables sur {offered}</translation>
    </message>
    <message>
        <source>Not over yet: of the hours to come, what has been promised so far counts.</source>
        <translation>Pas encore terminé&#xa0;: pour les heures à venir compte ce qui est promis jusqu’ici.</translation>
    </message>
    <message>
        <source>The history up to {day} has left the book: no-shows, cancellations and parties that left early are not known until then.</source>
        <translation>L’historique jusqu’au {day} a quitté le livre&#xa0;: no-shows, annulations et départs anticipés ne sont pas connus jusque-là.</translation>
    </message>
    <message>
        <source>No refused party has been written down yet.</source>
        <translation>Aucun groupe refusé n’a encore été noté.</translation>
    </message>
    <message>
        <source>Refused parties have been written down since {day}.</source>
        <translation>Les groupes refusés sont notés depuis le {day}.</translation>
    </message>
    <message>
        <source>Parties of which another program did not say how many they are: {n}.</source>
        <translation>Groupes dont un autre programme n’a pas dit la taille&#xa0;: {n}.</translation>
    </message>
    <message>
        <source>This period cannot be reserved yet.</source>
        <translation>Rien ne peut encore être réservé alors.</translation>
    </message>
    <message>
        <source>Closed in this period, and nobody asked for a table.</source>
        <translation>Fermé alors, et personne n’a demandé de table.</translation>
    </message>
    <message>
        <source>The book has nothing for this period.</source>
        <translation>Le livre ne contient rien de cette période.</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Par heure</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Par jour</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Occupancy in %</source>
        <translation>Occupation en %</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Non venus</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>réservés</translation>
    </message>
    <message>
        <source>walked in</source>
        <translation>sans réservation</translation>
    </message>
    <message>
        <source>no-shows</source>
        <translation>no-shows</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulations</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refus</translation>
    </message>
    <message>
        <source>Reservations by the days before the visit</source>
        <translation>Réservations par jours avant la visite</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Half of them less than</source>
        <translation>La moitié moins de</translation>
    </message>
    <message>
        <source>Made before the visit</source>
        <translation>Faites avant la visite</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>Réservations</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>That day</source>
        <translation>Le jour même</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>{n} days or more</source>
        <translation>{n} jours ou plus</translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation>{first} à {last} jours</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} jours</translation>
    </message>
</context>
<context>
    <name>ReportsActs</name>
    <message>
        <source>Saved in {folder}: {file}</source>
        <translation>Enregistré dans {folder}&#xa0;: {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>The report has gone to the printer {printer}.</source>
        <translation>Rapport envoyé à l’imprimante {printer}.</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>Soirée</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Semaine</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Evening, week or month</source>
        <translation>Soirée, semaine ou mois</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Par heure</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Par jour</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>Ce qui compte</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Contenu affiché</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>Enregistrer le PDF</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Comptage en cours</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>There is no printer on this machine.</source>
        <translation>Il n’y a pas d’imprimante sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>Enregistrer ce tableau en CSV</translation>
    </message>
    <message>
        <source>Save all hours as CSV</source>
        <translation>Enregistrer toutes les heures en CSV</translation>
    </message>
    <message>
        <source>These days are not counted yet.</source>
        <translation>Ces jours ne sont pas encore comptés.</translation>
    </message>
    <message>
        <source>The report is being made</source>
        <translation>Le rapport est en préparation</translation>
    </message>
    <message>
        <source>{earlier} and {later} turn the pages, {paper} prints, Escape leaves.</source>
        <translation>{earlier} et {later} tournent les pages, {paper} imprime, Échap ferme.</translation>
    </message>
</context>
<context>
    <name>ReservationsModel</name>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
    <message>
        <source>party of {party}</source>
        <translation>pour {party}</translation>
    </message>
</context>
<context>
    <name>ReserveForm</name>
    <message>
        <source>As it is dialled here, or with + and the country code.</source>
        <translation>Comme on le compose ici, ou avec + et l’indicatif du pays.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
</context>
<context>
    <name>ReserveSide</name>
    <message>
        <source>Reserve table {table}</source>
        <translation>Réserver la table {table}</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is free again.</source>
        <translation>La table {table} à {hour} est de nouveau libre.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>On ne sait pas si la table {table} à {hour} a été réservée. Les listes le montreront dès que la base de données répondra.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>The program ended. What was typed here is back.</source>
        <translation>Le programme s’est arrêté. Ce qui était saisi ici est de nouveau là.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Enter reserves, Escape leaves.</source>
        <translation>Entrée réserve, Échap ferme.</translation>
    </message>
    <message>
        <source>The database does not answer. What you type stays; nothing can be saved until it does.</source>
        <translation>La base de données ne répond pas. Ce que vous tapez reste&#x202f;; rien ne peut être enregistré avant qu’elle réponde.</translation>
    </message>
    <message>
        <source>Choose how many guests come: table {table} seats {seats}.</source>
        <translation>Choisissez combien de personnes viennent&#xa0;: la table {table} a {seats} places.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>Réservation de la table {table} à {hour}.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>On ne sait toujours pas si la table {table} à {hour} a été réservée.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>Réserver une deuxième table</translation>
    </message>
</context>
<context>
    <name>Reshuffle</name>
    <message>
        <source>Free table {table} by moving 1 party</source>
        <translation>Libérer la table {table} en déplaçant 1 groupe</translation>
    </message>
    <message>
        <source>Free table {table} by moving {count} parties</source>
        <translation>Libérer la table {table} en déplaçant {count} groupes</translation>
    </message>
    <message>
        <source>Free table {table}</source>
        <translation>Libérer la table {table}</translation>
    </message>
    <message>
        <source>Move 1 party, seat at table {table}</source>
        <translation>Déplacer 1, placer à la table {table}</translation>
    </message>
    <message>
        <source>Move {count} parties, seat at table {table}</source>
        <translation>Déplacer {count}, placer à la table {table}</translation>
    </message>
    <message>
        <source>Move 1 party, reserve table {table}</source>
        <translation>Déplacer 1, réserver la table {table}</translation>
    </message>
    <message>
        <source>Move {count} parties, reserve table {table}</source>
        <translation>Déplacer {count}, réserver la table {table}</translation>
    </message>
    <message>
        <source>1 party moved and seated: {facts}.</source>
        <translation>1 groupe déplacé, clients à table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and seated: {facts}.</source>
        <translation>{count} groupes déplacés, clients à table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>1 party moved and reserved: {facts}.</source>
        <translation>1 groupe déplacé, table réservée&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and reserved: {facts}.</source>
        <translation>{count} groupes déplacés, table réservée&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>From table {table} to table {other}, {seats} seats</source>
        <translation>De la table {table} à la table {other}, {seats} places</translation>
    </message>
    <message>
        <source>Stays at table {table}</source>
        <translation>Reste à la table {table}</translation>
    </message>
    <message>
        <source>{guest} to table {table}</source>
        <translation>{guest} à la table {table}</translation>
    </message>
</context>
<context>
    <name>ReshuffleDesk</name>
    <message>
        <source>Seated: {facts}.</source>
        <translation>À table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Réservé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Moving the parties.</source>
        <translation>Déplacement des groupes.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>La table est en cours de réservation.</translation>
    </message>
</context>
<context>
    <name>ReshuffleDialog</name>
    <message>
        <source>The room has changed. This is what it takes now.</source>
        <translation>L’occupation de la salle a changé. Voici ce qu’il faut maintenant.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>Réserver une deuxième table</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>Entrée le fait, Échap ferme.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, pour {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, {guest}, party of {party}</source>
        <translation>{day}, {hour}, {guest}, pour {party}</translation>
    </message>
    <message>
        <source>Nobody is moved before you do it.</source>
        <translation>Personne n’est déplacé avant que vous ne le fassiez.</translation>
    </message>
    <message>
        <source>Table {table} is free</source>
        <translation>La table {table} est libre</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to move.</source>
        <translation>La table {table} est libre, {seats} places. Personne n’a à changer de table.</translation>
    </message>
    <message>
        <source>No table can be freed</source>
        <translation>Aucune table ne peut être libérée</translation>
    </message>
    <message>
        <source>No moves free a table for a party of {party}.</source>
        <translation>Aucun déplacement ne libère une table pour {party}.</translation>
    </message>
    <message>
        <source>While they stay, no moves free a table for a party of {party}.</source>
        <translation>Tant qu’ils restent, aucun déplacement ne libère une table pour {party}.</translation>
    </message>
</context>
<context>
    <name>RestaurantChooser</name>
    <message>
        <source>Which restaurant is this stand for?</source>
        <translation>De quel restaurant est-ce l’accueil&#x202f;?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>Restaurants</translation>
    </message>
    <message>
        <source>Set up a new restaurant</source>
        <translation>Configurer un nouveau restaurant</translation>
    </message>
</context>
<context>
    <name>SeatActs</name>
    <message>
        <source>That party was here and is done; there is no next step.</source>
        <translation>Ces clients sont venus et ont terminé&#x202f;; il n’y a pas d’étape suivante.</translation>
    </message>
    <message>
        <source>Arrived: {facts}.</source>
        <translation>Arrivé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>À table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Done: {facts}.</source>
        <translation>Terminé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>No-show, the table is free: {facts}.</source>
        <translation>No-show, la table est libre&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Left early, the table is free: {facts}.</source>
        <translation>Parti plus tôt, la table est libre&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>That party was here and is done; there is nothing to cancel.</source>
        <translation>Ces clients sont venus et ont terminé&#x202f;; il n’y a rien à annuler.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>Annulé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The database answers again. Nothing was saved.</source>
        <translation>La base de données répond de nouveau. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now.</source>
        <translation>La base de données ne répond pas, rien ne peut donc être enregistré maintenant.</translation>
    </message>
    <message>
        <source>Try all the same</source>
        <translation>Essayer quand même</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Il n’y a rien à refaire.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Refaire</translation>
    </message>
</context>
<context>
    <name>SettingsActs</name>
    <message>
        <source>Keys in the settings that made no sense were left as usual: {acts}.</source>
        <translation>Des touches inutilisables dans les réglages restent les touches habituelles&#xa0;: {acts}.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>What is chosen holds at once.</source>
        <translation>Ce qui est choisi s’applique aussitôt.</translation>
    </message>
    <message>
        <source>This station</source>
        <translation>Ce poste</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>{printer} (does not answer)</source>
        <translation>{printer} (ne répond pas)</translation>
    </message>
    <message>
        <source>Changed: {setting}.</source>
        <translation>Modifié&#xa0;: {setting}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Défaire</translation>
    </message>
    <message>
        <source>Another station is called {name}, too. Give this one a name of its own, so that the history tells them apart.</source>
        <translation>Un autre poste s’appelle aussi {name}. Donnez à celui-ci un nom à lui, pour que l’historique les distingue.</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>PDF sur cet ordinateur</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>Selon la langue</translation>
    </message>
    <message>
        <source>24 hours (19:00)</source>
        <translation>24 heures (19:00)</translation>
    </message>
    <message>
        <source>am and pm (7:00 pm)</source>
        <translation>am et pm (7:00 pm)</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>When a finger touches a field</source>
        <translation>Quand un doigt touche un champ</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Keys on the screen</source>
        <translation>Touches à l’écran</translation>
    </message>
    <message>
        <source>{n} months, older lines in files here</source>
        <translation>{n} mois, lignes plus anciennes en fichiers ici</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Nom de ce poste</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Initiales</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Day sheet goes to</source>
        <translation>Feuille du jour vers</translation>
    </message>
    <message>
        <source>History in the book</source>
        <translation>Historique dans le livre</translation>
    </message>
    <message>
        <source>Start this program</source>
        <translation>Démarrer ce programme</translation>
    </message>
    <message>
        <source>After the log-in</source>
        <translation>À l’ouverture de session</translation>
    </message>
    <message>
        <source>Start this program after the log-in</source>
        <translation>Démarrer ce programme à l’ouverture de session</translation>
    </message>
    <message>
        <source>A station needs a name; it stays {name}.</source>
        <translation>Un poste a besoin d’un nom&#x202f;; il s’appelle toujours {name}.</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up a restaurant</source>
        <translation>Configurer un restaurant</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>The days are being prepared. Press Stop before you leave.</source>
        <translation>Les jours sont en préparation. Appuyez sur «&#x202f;Arrêter&#x202f;» avant de fermer.</translation>
    </message>
    <message>
        <source>It is not known whether the restaurant was saved; the next start shows it.</source>
        <translation>On ne sait pas si le restaurant a été enregistré&#x202f;; le prochain démarrage le montrera.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Leave the set-up? Nothing has been saved, and what you typed is not kept.</source>
        <translation>Quitter la configuration&#x202f;? Rien n’est enregistré, et ce que vous avez tapé sera perdu.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Rester</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>Page {n} of {count}</source>
        <translation>Page {n} sur {count}</translation>
    </message>
    <message>
        <source>{hour}, continued</source>
        <translation>{hour}, suite</translation>
    </message>
    <message>
        <source>Not live since {as_of}. What was reserved or cancelled after that is not on this sheet.</source>
        <translation>Plus en direct depuis {as_of}. Ce qui a été réservé ou annulé ensuite n’est pas sur cette feuille.</translation>
    </message>
    <message>
        <source>Made {day}, {time}, at {station}</source>
        <translation>Faite le {day} à {time}, à {station}</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>État à {time}</translation>
    </message>
    <message>
        <source>It is not known who waits: the waitlist is not on this sheet.</source>
        <translation>On ne sait pas qui attend&#xa0;: la liste d’attente n’est pas sur cette feuille.</translation>
    </message>
    <message>
        <source>This hour is no longer in the book.</source>
        <translation>Cette heure n’est plus dans le livre.</translation>
    </message>
    <message>
        <source>Waitlist: 1 party waits for a table</source>
        <translation>Liste d’attente&#xa0;: 1 groupe attend une table</translation>
    </message>
    <message>
        <source>Waitlist: {n} parties wait for a table</source>
        <translation>Liste d’attente&#xa0;: {n} groupes attendent une table</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>Aucune heure</translation>
    </message>
    <message>
        <source>The book has no hours for this day.</source>
        <translation>Le livre n’a pas d’heures pour ce jour.</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>Prise, nom inconnu</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Sans réservation</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>{state}, not offered</source>
        <translation>{state}, retirée</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>Client effacé</translation>
    </message>
    <message>
        <source>No table is free.</source>
        <translation>Aucune table n’est libre.</translation>
    </message>
    <message>
        <source>Free: {tables}</source>
        <translation>Libres&#xa0;: {tables}</translation>
    </message>
    <message>
        <source>no reservations</source>
        <translation>aucune réservation</translation>
    </message>
    <message>
        <source>1 reservation, covers: {covers}</source>
        <translation>1 réservation, couverts&#xa0;: {covers}</translation>
    </message>
    <message>
        <source>{n} reservations, covers: {covers}</source>
        <translation>{n} réservations, couverts&#xa0;: {covers}</translation>
    </message>
</context>
<context>
    <name>SheetActs</name>
    <message>
        <source>This day has not been read yet, so there is no sheet of it.</source>
        <translation>Ce jour n’a pas encore été lu, il n’y en a donc pas de feuille.</translation>
    </message>
    <message>
        <source>The day sheet is not made yet. Where does it go?</source>
        <translation>La feuille du jour n’est pas encore faite. Où va-t-elle&#x202f;?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>The printer {printer} is not there now.</source>
        <translation>L’imprimante {printer} n’est pas là maintenant.</translation>
    </message>
    <message>
        <source>The day sheet is being made.</source>
        <translation>La feuille du jour est en préparation.</translation>
    </message>
    <message>
        <source>Day sheet of {day} sent to the printer {printer}.</source>
        <translation>Feuille du jour du {day} envoyée à l’imprimante {printer}.</translation>
    </message>
    <message>
        <source>Day sheet of {day} saved in {folder}.</source>
        <translation>Feuille du jour du {day} enregistrée dans {folder}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>Enregistrer le PDF</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Day sheet</source>
        <translation>Feuille du jour</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Où elle va</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>PDF sur cet ordinateur</translation>
    </message>
    <message>
        <source>By hour: table, party, name, the last four digits of the phone, note, status, and rows to write in. A PDF of today and the next days is kept here in any case.</source>
        <translation>Par heure&#xa0;: table, personnes, nom, les quatre derniers chiffres du téléphone, note, statut et des lignes pour écrire. Un PDF d’aujourd’hui et des jours suivants est gardé ici de toute façon.</translation>
    </message>
    <message>
        <source>From now on {key} does this at once.</source>
        <translation>Désormais {key} le fait tout de suite.</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>Enregistrer le PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>The day sheet is being made</source>
        <translation>La feuille du jour est en préparation</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>Table {table}, {hour}</source>
        <translation>Table {table}, {hour}</translation>
    </message>
    <message>
        <source>{day}, {hour} to {end}, {seats} seats</source>
        <translation>{day}, {hour} à {end}, {seats} places</translation>
    </message>
    <message>
        <source>{day} (evening of {evening}), {hour} to {end}, {seats} seats</source>
        <translation>{day} (soirée du {evening}), {hour} à {end}, {seats} places</translation>
    </message>
    <message>
        <source>This hour has begun. It ends at {end}.</source>
        <translation>Cette heure a commencé. Elle finit à {end}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is no longer in the book.</source>
        <translation>La table {table} à {hour} n’est plus dans le livre.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>La table {table} à {hour} vient d’être prise.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken at {station}.</source>
        <translation>La table {table} à {hour} vient d’être prise à {station}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is {being_taken}. Whoever reserves it first has it.</source>
        <translation>Table {table} à {hour}&#xa0;: {being_taken}. Le premier qui réserve l’a.</translation>
    </message>
    <message>
        <source>Others of that hour can move. For a party of {party}:</source>
        <translation>D’autres de cette heure peuvent changer de table. Pour {party}&#xa0;:</translation>
    </message>
    <message>
        <source>No other table is free for a party of {party} that day.</source>
        <translation>Aucune autre table n’est libre pour {party} ce jour-là.</translation>
    </message>
    <message>
        <source>Only this one is left that day for a party of {party}:</source>
        <translation>Il ne reste que celle-ci ce jour-là pour {party}&#xa0;:</translation>
    </message>
    <message>
        <source>Only these two are left that day for a party of {party}:</source>
        <translation>Il ne reste que ces deux ce jour-là pour {party}&#xa0;:</translation>
    </message>
    <message>
        <source>The nearest for a party of {party}:</source>
        <translation>Les plus proches pour {party}&#xa0;:</translation>
    </message>
    <message>
        <source>Table {table} at {hour}, {seats} seats</source>
        <translation>Table {table} à {hour}, {seats} places</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Fill in {guest} again</source>
        <translation>Remettre {guest}</translation>
    </message>
    <message>
        <source>Typed a moment ago, and not reserved:</source>
        <translation>Saisi à l’instant, sans réserver&#xa0;:</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>{first} goes to the other table, Escape leaves.</source>
        <translation>{first} mène à l’autre table, Échap ferme.</translation>
    </message>
    <message>
        <source>{first} to {last} go to another table, Escape leaves.</source>
        <translation>{first} à {last} mènent à une autre table, Échap ferme.</translation>
    </message>
    <message>
        <source>{first} and {last} go to another table, Escape leaves.</source>
        <translation>{first} et {last} mènent à une autre table, Échap ferme.</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Reservations</source>
        <translation>Réservations</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>Rapport pour l’assistance</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>Autre base de données</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Rejoindre un restaurant</translation>
    </message>
    <message>
        <source>The book cannot be opened</source>
        <translation>Le livre ne peut pas être ouvert</translation>
    </message>
</context>
<context>
    <name>StatePill</name>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Réservée</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Arrivé</translation>
    </message>
    <message>
        <source>Seated</source>
        <translation>À table</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Passée</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Complet</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
</context>
<context>
    <name>StationRows</name>
    <message>
        <source>{station}, joined on {day}</source>
        <translation>{station}, rattaché le {day}</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>No other station has joined yet.</source>
        <translation>Aucun autre poste n’a encore rejoint le restaurant.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove {station}</source>
        <translation>Retirer {station}</translation>
    </message>
    <message>
        <source>Connected now</source>
        <translation>Connecté maintenant</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Joined on {day}, connected now</source>
        <translation>Depuis le {day}, connecté maintenant</translation>
    </message>
    <message>
        <source>Joined on {day}, not connected</source>
        <translation>Depuis le {day}, non connecté</translation>
    </message>
    <message>
        <source>Last seen on {day}</source>
        <translation>Vu pour la dernière fois le {day}</translation>
    </message>
</context>
<context>
    <name>StationsDialog</name>
    <message>
        <source>No longer share</source>
        <translation>Ne plus partager</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Rejoindre un restaurant</translation>
    </message>
    <message>
        <source>Looking for the stations</source>
        <translation>Recherche des postes</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Postes</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Échap ferme.</translation>
    </message>
    <message>
        <source>Other machines of this restaurant can use the book of this one, over the network of the house: each sees at once what the others do. What goes over the network is encrypted, and each station needs a code from here. This machine has to be on while they work.</source>
        <translation>D’autres ordinateurs de ce restaurant peuvent utiliser le livre de celui-ci par le réseau du restaurant&#xa0;: chacun voit aussitôt ce que font les autres. Ce qui passe par le réseau est chiffré, et chaque poste a besoin d’un code d’ici. Cet ordinateur doit être allumé tant qu’ils travaillent.</translation>
    </message>
    <message>
        <source>Share this machine</source>
        <translation>Partager cet ordinateur</translation>
    </message>
    <message>
        <source>This machine is shared. Stations reach it at {places}.</source>
        <translation>Cet ordinateur est partagé. Les postes l’atteignent à {places}.</translation>
    </message>
    <message>
        <source>Add a station</source>
        <translation>Ajouter un poste</translation>
    </message>
    <message>
        <source>Share anew</source>
        <translation>Partager de nouveau</translation>
    </message>
    <message>
        <source>Join with a new code</source>
        <translation>Rejoindre avec un nouveau code</translation>
    </message>
    <message>
        <source>Start the program on the other machine, choose “Join a restaurant” and type this code there, or scan it. It works once, while this window is open, for ten minutes at most.</source>
        <translation>Démarrez le programme sur l’autre ordinateur, choisissez «&#x202f;Rejoindre un restaurant&#x202f;» et tapez-y ce code, ou scannez-le. Il sert une fois, tant que cette fenêtre est ouverte, dix minutes au plus.</translation>
    </message>
    <message>
        <source>The code: {code}</source>
        <translation>Le code&#xa0;: {code}</translation>
    </message>
    <message>
        <source>This machine is at {places}.</source>
        <translation>Cet ordinateur est à {places}.</translation>
    </message>
    <message>
        <source>Sharing this machine; the book is back in a moment</source>
        <translation>Partage de cet ordinateur&#x202f;; le livre revient dans un instant</translation>
    </message>
    <message>
        <source>Shutting the port; the book is back in a moment</source>
        <translation>Fermeture du port&#x202f;; le livre revient dans un instant</translation>
    </message>
    <message>
        <source>Making a code</source>
        <translation>Création d’un code</translation>
    </message>
    <message>
        <source>{station} has been removed and is cut off.</source>
        <translation>{station} a été retiré et déconnecté.</translation>
    </message>
    <message>
        <source>Removing the station</source>
        <translation>Retrait du poste</translation>
    </message>
    <message>
        <source>Remove {station}? It is cut off at once, and needs a new code to join again.</source>
        <translation>Retirer {station}&#x202f;? Ce poste est coupé aussitôt et a besoin d’un nouveau code pour rejoindre le restaurant.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>The other stations cannot work until this machine is shared again.</source>
        <translation>Les autres postes ne peuvent pas travailler tant que cet ordinateur n’est pas de nouveau partagé.</translation>
    </message>
    <message>
        <source>This machine then uses the book of another one, with a code from there. Its own book stays here as it is.</source>
        <translation>Cet ordinateur utilise alors le livre d’un autre, avec un code de là-bas. Son propre livre reste ici tel quel.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Rejoindre</translation>
    </message>
    <message>
        <source>{station} has joined. Another station has this name; remove it if that is the same machine.</source>
        <translation>{station} a rejoint le restaurant. Un autre poste porte ce nom&#x202f;; retirez-le s’il s’agit du même ordinateur.</translation>
    </message>
    <message>
        <source>Remove the older one</source>
        <translation>Retirer l’ancien</translation>
    </message>
    <message>
        <source>{station} has joined; another station is called {name} already.</source>
        <translation>{station} a rejoint&#x202f;; un autre poste s’appelle déjà {name}.</translation>
    </message>
    <message>
        <source>{station} has joined again, in the place of its old entry.</source>
        <translation>{station} a de nouveau rejoint le restaurant, à la place de son ancienne entrée.</translation>
    </message>
    <message>
        <source>{station} has joined.</source>
        <translation>{station} a rejoint le restaurant.</translation>
    </message>
    <message>
        <source>This machine has another address now. Type this new code; the one before is worth nothing any more.</source>
        <translation>Cet ordinateur a maintenant une autre adresse. Tapez ce nouveau code&#x202f;; le précédent n’est plus valable.</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>answered</source>
        <translation>répondu</translation>
    </message>
    <message>
        <source>asked now</source>
        <translation>demandé maintenant</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>à venir</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One fewer: {name}</source>
        <translation>Un de moins&#xa0;: {name}</translation>
    </message>
    <message>
        <source>One more: {name}</source>
        <translation>Un de plus&#xa0;: {name}</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>{row}, {column}: {number}</source>
        <translation>{row}, {column}&#xa0;: {number}</translation>
    </message>
</context>
<context>
    <name>TablesPage</name>
    <message>
        <source>More tables</source>
        <translation>Tables en plus</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>Retired from a day on</source>
        <translation>Hors service à partir d’un jour</translation>
    </message>
    <message>
        <source>The first day without this table</source>
        <translation>Le premier jour sans cette table</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
    <message>
        <source>{seats}, retired since {day}</source>
        <translation>{seats}, retirée depuis {day}</translation>
    </message>
    <message>
        <source>{seats}, retired from {day}</source>
        <translation>{seats}, retirée dès {day}</translation>
    </message>
    <message>
        <source>It is not offered from this day on, and can come back at any time.</source>
        <translation>Elle n’est plus proposée à partir de ce jour et peut revenir à tout moment.</translation>
    </message>
    <message>
        <source>So many of one size, such as 2 × 4 for two tables of 4.</source>
        <translation>Tant d’une taille, par exemple 2 × 4 pour deux tables de 4.</translation>
    </message>
    <message>
        <source>Table {table} is added.</source>
        <translation>La table {table} est ajoutée.</translation>
    </message>
    <message>
        <source>Tables {first} to {last} are added.</source>
        <translation>Les tables {first} à {last} sont ajoutées.</translation>
    </message>
    <message>
        <source>Which tables do you have?</source>
        <translation>Quelles tables avez-vous&#x202f;?</translation>
    </message>
    <message>
        <source>Type them in one line, or set the number for each size. The list follows.</source>
        <translation>Tapez-les sur une ligne, ou réglez le nombre de chaque taille. La liste suit.</translation>
    </message>
    <message>
        <source>Tables in one line</source>
        <translation>Tables sur une ligne</translation>
    </message>
    <message>
        <source>{tables} so far</source>
        <translation>{tables} pour l’instant</translation>
    </message>
    <message>
        <source>{tables}</source>
        <translation>{tables}</translation>
    </message>
    <message>
        <source>First finish the line of tables</source>
        <translation>Finissez d’abord la ligne des tables</translation>
    </message>
    <message>
        <source>First say your tables</source>
        <translation>Indiquez d’abord vos tables</translation>
    </message>
    <message>
        <source>Next: prepare 14 days</source>
        <translation>Ensuite&#xa0;: préparer 14 jours</translation>
    </message>
    <message>
        <source>A restaurant needs a table.</source>
        <translation>Un restaurant a besoin d’une table.</translation>
    </message>
    <message>
        <source>For example &quot;6 x 2, 10 x 4&quot;: 6 tables of 2 and 10 tables of 4.</source>
        <translation>Par exemple «&#x202f;6 x 2, 10 x 4&#x202f;»&#xa0;: 6 tables de 2 et 10 tables de 4.</translation>
    </message>
    <message>
        <source>{tables}, {seats}.</source>
        <translation>{tables}, {seats}.</translation>
    </message>
    <message>
        <source>No tables yet.</source>
        <translation>Pas encore de tables.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>{hour}, {taken} of {tables} tables taken</source>
        <translation>{hour}, {taken} tables prises sur {tables}</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Table {table}</translation>
    </message>
</context>
<context>
    <name>TimezoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Quelle heure est-il chez vous&#x202f;?</translation>
    </message>
    <message>
        <source>It is asked once and then kept.</source>
        <translation>La question vient une fois, la réponse reste.</translation>
    </message>
    <message>
        <source>Use this time zone</source>
        <translation>Prendre ce fuseau horaire</translation>
    </message>
    <message>
        <source>Saving the time zone</source>
        <translation>Enregistrement du fuseau horaire</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>Party size (keys 1 to 8)</source>
        <translation>Nombre de personnes (touches 1 à 8)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Demo: nothing here is kept</source>
        <translation>Démonstration&#xa0;: rien n’est gardé</translation>
    </message>
    <message>
        <source>The running day, from now on</source>
        <translation>Le jour en cours, à partir de maintenant</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>Jour précédent</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>Jour suivant</translation>
    </message>
    <message>
        <source>Opening hours not known</source>
        <translation>Horaires inconnus</translation>
    </message>
    <message>
        <source>Closed on this day</source>
        <translation>Fermé ce jour</translation>
    </message>
    <message>
        <source>Open around the clock</source>
        <translation>Ouvert jour et nuit</translation>
    </message>
    <message>
        <source>Open {opens} to {closes}</source>
        <translation>Ouvert {opens}–{closes}</translation>
    </message>
</context>
<context>
    <name>TouchPanel</name>
    <message>
        <source>Keys on the screen</source>
        <translation>Touches à l’écran</translation>
    </message>
    <message>
        <source>Hebrew letters</source>
        <translation>Lettres hébraïques</translation>
    </message>
    <message>
        <source>Latin letters</source>
        <translation>Lettres latines</translation>
    </message>
    <message>
        <source>Capital letter</source>
        <translation>Majuscule</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Effacement</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Champ suivant</translation>
    </message>
    <message>
        <source>Hide these keys</source>
        <translation>Masquer ces touches</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Lettres</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>Letters with accents</source>
        <translation>Lettres accentuées</translation>
    </message>
    <message>
        <source>Digits and signs</source>
        <translation>Chiffres et signes</translation>
    </message>
</context>
<context>
    <name>Turns</name>
    <message>
        <source>What was asked for after that was not done.</source>
        <translation>Ce qui a été demandé ensuite n’a pas été fait.</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>The last act here was a change of the house, which no key undoes: change it once more (menu, House). A day that opens again keeps its parties and who waits. What was done before the change can be undone in the history</source>
        <translation>La dernière action ici a été une modification de l’établissement, qu’aucune touche ne défait&#xa0;: modifiez-le de nouveau (menu, Établissement). Un jour qui rouvre garde ses réservations et sa liste d’attente. Ce qui a été fait avant la modification se défait dans l’historique</translation>
    </message>
    <message>
        <source>Nothing has been done here since the rehearsal. What was done before it can be undone in the history</source>
        <translation>Rien n’a été fait ici depuis la répétition. Ce qui a été fait avant elle se défait dans l’historique</translation>
    </message>
    <message>
        <source>There is nothing to undo here. What was done before the program was started, or at another station, can be undone in the history</source>
        <translation>Il n’y a rien à défaire ici. Ce qui a été fait avant le démarrage ou à un autre poste se défait dans l’historique</translation>
    </message>
    <message>
        <source>Undone, and 1 party is at its table again: {facts}.</source>
        <translation>Défait, 1 groupe est de nouveau à sa table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Undone, and {count} parties are at their tables again: {facts}.</source>
        <translation>Défait, {count} groupes sont de nouveau à leurs tables&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The reservation is undone: {facts}.</source>
        <translation>La réservation est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The seating is undone: {facts}.</source>
        <translation>Le placement à table est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The change of the state is undone: {facts}.</source>
        <translation>Le changement de statut est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The arrival is undone: {facts}.</source>
        <translation>L’arrivée est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>&quot;Done&quot; is undone: {facts}.</source>
        <translation>«&#x202f;Terminé&#x202f;» est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The move is undone: {facts}.</source>
        <translation>Le déplacement est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The change is undone: {facts}.</source>
        <translation>La modification est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is undone: {facts}.</source>
        <translation>La note de l’appel est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The cancelling is undone: {facts}.</source>
        <translation>L’annulation est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The no-show is undone: {facts}.</source>
        <translation>Le no-show est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The early leaving is undone: {facts}.</source>
        <translation>Le départ anticipé est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The entry on the waitlist is undone: {facts}.</source>
        <translation>L’inscription en liste d’attente est défaite&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>They are on the waitlist again: {facts}.</source>
        <translation>Ils sont de nouveau en liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The passing over is undone: {facts}.</source>
        <translation>Le tour passé est défait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>What was undone is done again: {facts}.</source>
        <translation>Ce qui était défait est refait&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and 1 party moved again: {facts}.</source>
        <translation>Refait, 1 groupe de nouveau déplacé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and {count} parties moved again: {facts}.</source>
        <translation>Refait, {count} groupes de nouveau déplacés&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Reserved again: {facts}.</source>
        <translation>De nouveau réservé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Seated again: {facts}.</source>
        <translation>De nouveau à table&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The state is changed again: {facts}.</source>
        <translation>Le statut est de nouveau changé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Arrived again: {facts}.</source>
        <translation>De nouveau arrivé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Done again: {facts}.</source>
        <translation>De nouveau terminé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Moved again: {facts}.</source>
        <translation>De nouveau déplacé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Changed again: {facts}.</source>
        <translation>De nouveau modifié&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is there again: {facts}.</source>
        <translation>La note de l’appel est de retour&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled again: {facts}.</source>
        <translation>De nouveau annulé&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>A no-show again, the table is free: {facts}.</source>
        <translation>De nouveau no-show, la table est libre&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Left early again, the table is free: {facts}.</source>
        <translation>De nouveau parti plus tôt, la table est libre&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist again: {facts}.</source>
        <translation>De nouveau en liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Taken off the waitlist again: {facts}.</source>
        <translation>De nouveau retiré de la liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Passed over again: {facts}.</source>
        <translation>Tour passé de nouveau&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Undone again: {facts}.</source>
        <translation>De nouveau défait&#xa0;: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Put on the waitlist</source>
        <translation>Mettre en liste d’attente</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>Entrée le fait, Échap ferme.</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>Dès qu’une table se libère, elle leur est proposée en premier.</translation>
    </message>
    <message>
        <source>Nobody waits for this hour yet</source>
        <translation>Personne n’attend encore cette heure</translation>
    </message>
    <message>
        <source>The waitlist cannot be read now</source>
        <translation>La liste d’attente ne peut pas être lue maintenant</translation>
    </message>
    <message>
        <source>They wait already</source>
        <translation>Attendent déjà</translation>
    </message>
    <message>
        <source>Nobody has to wait, if others move.</source>
        <translation>Personne n’a à attendre, si d’autres changent de table.</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to wait.</source>
        <translation>La table {table} est libre, {seats} places. Personne n’a à attendre.</translation>
    </message>
    <message>
        <source>Reading the waitlist</source>
        <translation>Lecture de la liste d’attente</translation>
    </message>
    <message>
        <source>Waitlist of {day}, {hour}</source>
        <translation>Liste d’attente du {day}, {hour}</translation>
    </message>
</context>
<context>
    <name>WaitEntryRow</name>
    <message>
        <source>Take off</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Take {guest} off the waitlist</source>
        <translation>Retirer {guest} de la liste d’attente</translation>
    </message>
    <message>
        <source>Reserve table {table} for {guest}</source>
        <translation>Réserver la table {table} pour {guest}</translation>
    </message>
    <message>
        <source>{moves} for {guest}</source>
        <translation>{moves}, pour {guest}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Table {table} at {hour} is free.</source>
        <translation>La table {table} à {hour} est libre.</translation>
    </message>
    <message>
        <source>Table {table} on {day} at {hour} is free.</source>
        <translation>La table {table} le {day} à {hour} est libre.</translation>
    </message>
    <message>
        <source>{guest}, {party}, waits since {time}, {phone}.</source>
        <translation>{guest}, {party}, attend depuis {time}, {phone}.</translation>
    </message>
    <message>
        <source>{phone}, {party}, waits since {time}.</source>
        <translation>{phone}, {party}, attend depuis {time}.</translation>
    </message>
    <message>
        <source>1 more party can have a table.</source>
        <translation>1 autre groupe peut avoir une table.</translation>
    </message>
    <message>
        <source>{n} more parties can have a table.</source>
        <translation>{n} autres groupes peuvent avoir une table.</translation>
    </message>
</context>
<context>
    <name>WaitingDesk</name>
    <message>
        <source>Reserved from the waitlist: {facts}.</source>
        <translation>Réservé depuis la liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>Passed over, still waiting: {facts}.</source>
        <translation>Tour passé, attend encore&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>No table is free for anybody who waits, so nothing was done.</source>
        <translation>Aucune table n’est libre pour qui attend&#x202f;; rien n’a été fait.</translation>
    </message>
    <message>
        <source>It is not known yet who waits, so nothing was done.</source>
        <translation>On ne sait pas encore qui attend&#x202f;; rien n’a été fait.</translation>
    </message>
    <message>
        <source>Taken off the waitlist: {facts}.</source>
        <translation>Retiré de la liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist: {facts}.</source>
        <translation>En liste d’attente&#xa0;: {facts}.</translation>
    </message>
    <message>
        <source>There are no hours on {day}. Nobody can wait for one.</source>
        <translation>Le {day}, il n’y a pas d’heures. Personne ne peut en attendre une.</translation>
    </message>
    <message>
        <source>The hours of this day are over. There is no waitlist for them.</source>
        <translation>Les heures de ce jour sont passées. Il n’y a pas de liste d’attente pour elles.</translation>
    </message>
    <message>
        <source>Putting the party on the waitlist.</source>
        <translation>Mise en liste d’attente.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>La table est en cours de réservation.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Réservé&#xa0;: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>Pass over</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Reserve it for {guest}</source>
        <translation>Réserver pour {guest}</translation>
    </message>
</context>
<context>
    <name>WeekPage</name>
    <message>
        <source>Usual hours</source>
        <translation>Horaires habituels</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Comme d’habitude</translation>
    </message>
    <message>
        <source>Own hours</source>
        <translation>Horaires particuliers</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Fermé</translation>
    </message>
</context>
<context>
    <name>WindowChange</name>
    <message>
        <source>{house}: {sentence}</source>
        <translation>{house}&#xa0;: {sentence}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{time} (1st)</source>
        <translation>{time} (1re)</translation>
    </message>
    <message>
        <source>{time} (2nd)</source>
        <translation>{time} (2e)</translation>
    </message>
    <message>
        <source>{day} {year}</source>
        <translation>{day} {year}</translation>
    </message>
    <message>
        <source>{month} {number}</source>
        <translation>{number} {month}</translation>
    </message>
    <message>
        <source>{number} {month}</source>
        <translation>{number} {month}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>{weekday} {month} {number}</source>
        <translation>{weekday} {number} {month}</translation>
    </message>
    <message>
        <source>{weekday} {number} {month}</source>
        <translation>{weekday} {number} {month}</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} et {last}</translation>
    </message>
</context>
<context>
    <name>ZoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Quelle heure est-il chez vous&#x202f;?</translation>
    </message>
    <message>
        <source>Every reservation keeps its hour on the clock.</source>
        <translation>Chaque heure promise garde ce qu’affiche l’horloge.</translation>
    </message>
    <message>
        <source>Enter shows first which guests are affected, Escape leaves.</source>
        <translation>Entrée montre d’abord qui est concerné, Échap ferme.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>Voir qui est concerné</translation>
    </message>
</context>
<context>
    <name>ZonePage</name>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>First pick a time zone</source>
        <translation>Choisissez d’abord un fuseau horaire</translation>
    </message>
    <message>
        <source>Next: tables</source>
        <translation>Ensuite&#xa0;: tables</translation>
    </message>
    <message>
        <source>Guessed from {phone} ({country}). Does the time agree?</source>
        <translation>Deviné d’après {phone} ({country}). L’heure est-elle juste&#x202f;?</translation>
    </message>
    <message>
        <source>Every hour of the book is an hour of this clock.</source>
        <translation>Chaque heure du livre est une heure de cette horloge.</translation>
    </message>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Quelle heure est-il chez vous&#x202f;?</translation>
    </message>
    <message>
        <source>{zone} is not in the country of your phone number ({country}).</source>
        <translation>{zone} n’est pas dans le pays de votre numéro ({country}).</translation>
    </message>
    <message>
        <source>There is more than one time zone in this country ({country}). Please check.</source>
        <translation>Il y a plus d’un fuseau horaire dans ce pays ({country}). Vérifiez.</translation>
    </message>
</context>
<context>
    <name>ZonePicker</name>
    <message>
        <source>Another place</source>
        <translation>Un autre lieu</translation>
    </message>
    <message>
        <source>City, country or zone</source>
        <translation>Ville, pays ou fuseau</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Fuseaux horaires</translation>
    </message>
    <message>
        <source>No place or zone is called &quot;{text}&quot;.</source>
        <translation>Aucun lieu ni fuseau ne s’appelle «&#x202f;{text}&#x202f;».</translation>
    </message>
    <message>
        <source>Enter or a click chooses a place.</source>
        <translation>Entrée ou un clic choisit un lieu.</translation>
    </message>
    <message>
        <source>No time zone yet</source>
        <translation>Pas encore de fuseau horaire</translation>
    </message>
    <message>
        <source>Search for your city below.</source>
        <translation>Cherchez votre ville ci-dessous.</translation>
    </message>
    <message>
        <source>It is {hour} there now, {day}.</source>
        <translation>Là-bas il est {hour}, {day}.</translation>
    </message>
</context>
<context>
    <name>_Exchange</name>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation>Arrêté. Rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>Reservations saved: {count}. The file is {file}</source>
        <translation>Réservations enregistrées&#xa0;: {count}. Le fichier est {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>No calendar file is kept any more.</source>
        <translation>Plus aucun fichier de calendrier n’est tenu.</translation>
    </message>
    <message>
        <source>The calendar file is being written.</source>
        <translation>Le fichier du calendrier est en cours d’écriture.</translation>
    </message>
    <message>
        <source>The calendar file is kept up to date: {file}</source>
        <translation>Le fichier du calendrier est tenu à jour&#xa0;: {file}</translation>
    </message>
    <message>
        <source>The file matched the book at {hour}.</source>
        <translation>Le fichier était conforme au livre à {hour}.</translation>
    </message>
    <message>
        <source>The calendar file of this station is of another restaurant: {file}</source>
        <translation>Le fichier du calendrier de ce poste est celui d’un autre restaurant&#xa0;: {file}</translation>
    </message>
</context>
<context>
    <name>_FigureBox</name>
    <message>
        <source>{name}: {value}. {detail}</source>
        <translation>{name}&#xa0;: {value}. {detail}</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>{column}, sort by it</source>
        <translation>{column}, trier par cette colonne</translation>
    </message>
    <message>
        <source>{column}, sorted downwards</source>
        <translation>{column}, tri décroissant</translation>
    </message>
    <message>
        <source>{column}, sorted upwards</source>
        <translation>{column}, tri croissant</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>Trier par {column}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Combien</translation>
    </message>
    <message>
        <source>Table numbers</source>
        <translation>Numéros des tables</translation>
    </message>
</context>
<context>
    <name>_Month</name>
    <message>
        <source>Calendar</source>
        <translation>Calendrier</translation>
    </message>
</context>
<context>
    <name>_MoveRow</name>
    <message>
        <source>Stays</source>
        <translation>Reste</translation>
    </message>
    <message>
        <source>{guest} stays where they are</source>
        <translation>{guest} reste à sa table</translation>
    </message>
</context>
<context>
    <name>_SizeRow</name>
    <message>
        <source>Tables of {seats}</source>
        <translation>Tables de {seats}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} à {last}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
</context>
<context>
    <name>self._dialog</name>
    <message>
        <source>It is being saved.</source>
        <translation>Enregistrement en cours.</translation>
    </message>
    <message>
        <source>The receipt is saved: {file}</source>
        <translation>Le reçu est enregistré&#xa0;: {file}</translation>
    </message>
</context>
</TS>
