<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>The host stand of a restaurant: take, find and cancel reservations.</source>
        <translation>Der Empfang eines Restaurants: Reservierungen annehmen, finden und stornieren.</translation>
    </message>
    <message>
        <source>What is inside, with its licences</source>
        <translation>Was enthalten ist, mit den Lizenzen</translation>
    </message>
    <message>
        <source>Source and licence</source>
        <translation>Quellcode und Lizenz</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>Quellcode: {address}</translation>
    </message>
</context>
<context>
    <name>Affected</name>
    <message>
        <source>moved by the clock</source>
        <translation>durch die Uhr verlegt</translation>
    </message>
    <message>
        <source>moved from {hour}</source>
        <translation>verlegt von {hour}</translation>
    </message>
    <message>
        <source>we are closed</source>
        <translation>dann geschlossen</translation>
    </message>
    <message>
        <source>table is gone</source>
        <translation>Tisch fällt weg</translation>
    </message>
    <message>
        <source>table too small</source>
        <translation>Tisch zu klein</translation>
    </message>
    <message>
        <source>clock skips it</source>
        <translation>Uhr überspringt sie</translation>
    </message>
    <message>
        <source>hour comes twice</source>
        <translation>Stunde kommt zweimal</translation>
    </message>
    <message>
        <source>hour is gone</source>
        <translation>Stunde fehlt</translation>
    </message>
    <message>
        <source>The house is closed on {day} at {hour}.</source>
        <translation>Am {day} um {hour} Uhr ist geschlossen.</translation>
    </message>
    <message>
        <source>Table {table} is no longer there on {day}.</source>
        <translation>Tisch {table} gibt es am {day} nicht mehr.</translation>
    </message>
    <message>
        <source>Table {table} seats fewer on {day} than the party is.</source>
        <translation>Tisch {table} hat am {day} weniger Plätze, als Gäste kommen.</translation>
    </message>
    <message>
        <source>The clock skips this hour on {day}.</source>
        <translation>Am {day} überspringt die Uhr diese Stunde.</translation>
    </message>
    <message>
        <source>The clock shows {hour} twice on {day}; they have the first of the two.</source>
        <translation>Am {day} zeigt die Uhr {hour} Uhr zweimal; die Gäste haben das erste Mal.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer in the book.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} steht nicht mehr im Buch.</translation>
    </message>
    <message>
        <source>The clock skips the hour that they had; they were moved to {hour}.</source>
        <translation>Die Uhr überspringt ihre Stunde; sie wurden auf {hour} verlegt.</translation>
    </message>
    <message>
        <source>They were moved from {before} to {hour}.</source>
        <translation>Sie wurden von {before} auf {hour} verlegt.</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>The house is closed then.</source>
        <translation>Dann ist geschlossen.</translation>
    </message>
    <message>
        <source>The table is no longer there.</source>
        <translation>Den Tisch gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The table seats too few.</source>
        <translation>Der Tisch hat zu wenige Plätze.</translation>
    </message>
    <message>
        <source>The clock skips this hour on that day.</source>
        <translation>Die Uhr überspringt diese Stunde an dem Tag.</translation>
    </message>
    <message>
        <source>The clock shows this hour twice on that day.</source>
        <translation>Die Uhr zeigt diese Stunde an dem Tag zweimal.</translation>
    </message>
    <message>
        <source>The hour is no longer in the book.</source>
        <translation>Die Stunde steht nicht mehr im Buch.</translation>
    </message>
    <message>
        <source>table {table}, {hour}</source>
        <translation>Tisch {table}, {hour}</translation>
    </message>
    <message>
        <source>table {table}, {day}, {hour}</source>
        <translation>Tisch {table}, {day}, {hour}</translation>
    </message>
    <message>
        <source>to call</source>
        <translation>anrufen</translation>
    </message>
    <message>
        <source>Called {time}, {host} at {station}</source>
        <translation>Angerufen {time}, {host} an {station}</translation>
    </message>
    <message>
        <source>Called {time}, {station}</source>
        <translation>Angerufen {time}, {station}</translation>
    </message>
    <message>
        <source>{reason} They have {place} instead.</source>
        <translation>{reason} Stattdessen gibt es: {place}.</translation>
    </message>
    <message>
        <source>{reason} Free instead: {place}.</source>
        <translation>{reason} Stattdessen frei: {place}.</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>Allergie.</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>Table {table}, {why}</source>
        <translation>Tisch {table}, {why}</translation>
    </message>
    <message>
        <source>called</source>
        <translation>angerufen</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>{who}. {why} {called}.</source>
        <translation>{who}. {why} {called}.</translation>
    </message>
    <message>
        <source>{who}. {why} Call them.</source>
        <translation>{who}. {why} Anrufen.</translation>
    </message>
    <message>
        <source>{who}. {why} {called}. Goes to {place}.</source>
        <translation>{who}. {why} {called}. Neuer Platz: {place}.</translation>
    </message>
    <message>
        <source>{who}. {why} Goes to {place}.</source>
        <translation>{who}. {why} Neuer Platz: {place}.</translation>
    </message>
    <message>
        <source>Reservations without a table</source>
        <translation>Reservierungen ohne Tisch</translation>
    </message>
</context>
<context>
    <name>AffectedBox</name>
    <message>
        <source>New home</source>
        <translation>Neuer Platz</translation>
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
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
</context>
<context>
    <name>AllPanel</name>
    <message>
        <source>All tables</source>
        <translation>Alle Tische</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>How all tables are shown</source>
        <translation>Wie alle Tische gezeigt werden</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Which hours both lists show</source>
        <translation>Welche Stunden beide Listen zeigen</translation>
    </message>
    <message>
        <source>Now {time}</source>
        <translation>Jetzt {time}</translation>
    </message>
    <message>
        <source>No hours on {day}</source>
        <translation>Keine Stunden am {day}</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 Tisch</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} Tische</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>1 table</source>
        <translation>1 Tisch</translation>
    </message>
    <message>
        <source>{count} tables</source>
        <translation>{count} Tische</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>1 Platz</translation>
    </message>
    <message>
        <source>{count} seats</source>
        <translation>{count} Plätze</translation>
    </message>
    <message>
        <source>{tables} of {capacity}</source>
        <translation>{tables} für {capacity}</translation>
    </message>
    <message>
        <source>1 hour can be reserved.</source>
        <translation>1 Stunde kann reserviert werden.</translation>
    </message>
    <message>
        <source>{count} hours can be reserved.</source>
        <translation>{count} Stunden können reserviert werden.</translation>
    </message>
    <message>
        <source>{opens} to {closes}, the next day</source>
        <translation>{opens} bis {closes} am nächsten Tag</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} bis {closes}</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Starting</source>
        <translation>Das Programm startet</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>Reservierungen</translation>
    </message>
</context>
<context>
    <name>AsItWas</name>
    <message>
        <source>All tables, as they were</source>
        <translation>Alle Tische, wie sie waren</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>To the change before</source>
        <translation>Zur Änderung davor</translation>
    </message>
    <message>
        <source>To the next change</source>
        <translation>Zur nächsten Änderung</translation>
    </message>
    <message>
        <source>The past: as it stood on {day} at {time}. Nothing can be changed here.</source>
        <translation>Vergangenes: der Stand vom {day} um {time} Uhr. Hier kann nichts geändert werden.</translation>
    </message>
    <message>
        <source>What was done then has been moved out of the book into files, so this is not how the day stood.</source>
        <translation>Was damals getan wurde, ist aus dem Buch in Dateien ausgelagert; dies ist also nicht der damalige Stand.</translation>
    </message>
    <message>
        <source>Another program wrote one of these reservations, and keeps no history: how it stood then is not certain.</source>
        <translation>Ein anderes Programm hat eine dieser Reservierungen eingetragen und führt keinen Verlauf: Wie sie damals war, ist nicht sicher.</translation>
    </message>
    <message>
        <source>Another program wrote {n} of these reservations, and keeps no history: how they stood then is not certain.</source>
        <translation>Ein anderes Programm hat {n} dieser Reservierungen eingetragen und führt keinen Verlauf: Wie sie damals waren, ist nicht sicher.</translation>
    </message>
</context>
<context>
    <name>AttentionDesk</name>
    <message>
        <source>Moving the party</source>
        <translation>Die Gruppe wird umgesetzt</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>Umgesetzt: {facts}.</translation>
    </message>
    <message>
        <source>Cancelling the reservation</source>
        <translation>Die Reservierung wird storniert</translation>
    </message>
    <message>
        <source>Noting the call</source>
        <translation>Der Anruf wird vermerkt</translation>
    </message>
    <message>
        <source>Called: {facts}.</source>
        <translation>Angerufen: {facts}.</translation>
    </message>
    <message>
        <source>Not called: {facts}.</source>
        <translation>Nicht angerufen: {facts}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The call list is being made</source>
        <translation>Die Anrufliste wird erstellt</translation>
    </message>
</context>
<context>
    <name>AttentionDialog</name>
    <message>
        <source>Choose a new home, or call them</source>
        <translation>Neuen Platz wählen oder anrufen</translation>
    </message>
    <message>
        <source>Cancel the reservation</source>
        <translation>Reservierung stornieren</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>Anrufliste</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Reading the book</source>
        <translation>Das Buch wird gelesen</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be settled now.</source>
        <translation>Die Datenbank antwortet nicht, deshalb lässt sich jetzt nichts klären.</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>Nichts ist zu klären</translation>
    </message>
    <message>
        <source>Every reservation ahead has its hour and its table.</source>
        <translation>Jede kommende Reservierung hat ihre Stunde und ihren Tisch.</translation>
    </message>
    <message>
        <source>1 reservation whose guest has to hear of another hour</source>
        <translation>1 Reservierung, deren Gast von einer anderen Stunde erfahren muss</translation>
    </message>
    <message>
        <source>1 reservation without an hour or a table that the house offers</source>
        <translation>1 Reservierung, deren Stunde oder Tisch das Haus nicht mehr anbietet</translation>
    </message>
    <message>
        <source>{n} reservations; the guests of {moved} have to hear of another hour</source>
        <translation>{n} Reservierungen; die Gäste von {moved} müssen von einer anderen Stunde erfahren</translation>
    </message>
    <message>
        <source>{n} reservations without an hour or a table that the house offers</source>
        <translation>{n} Reservierungen, deren Stunde oder Tisch das Haus nicht mehr anbietet</translation>
    </message>
    <message>
        <source>Move to {place}</source>
        <translation>Umsetzen: {place}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Umsetzen</translation>
    </message>
    <message>
        <source>Not called</source>
        <translation>Nicht angerufen</translation>
    </message>
    <message>
        <source>Mark as called</source>
        <translation>Angerufen</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Mark them as called once they know. Escape leaves.</source>
        <translation>Als angerufen vermerken, sobald sie es wissen. Esc schließt.</translation>
    </message>
    <message>
        <source>Choose a new home or call them. Escape leaves.</source>
        <translation>Neuen Platz wählen oder anrufen. Esc schließt.</translation>
    </message>
    <message>
        <source>Enter moves the party, Escape leaves.</source>
        <translation>Enter setzt um, Esc schließt.</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}?</source>
        <translation>{guest}, {day}, {hour} stornieren?</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}? The house no longer offers this place, so it cannot be undone.</source>
        <translation>{guest}, {day}, {hour} stornieren? Das Haus bietet diesen Platz nicht mehr an, deshalb lässt sich das nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Stornieren</translation>
    </message>
</context>
<context>
    <name>AvailablePanel</name>
    <message>
        <source>Available</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Free tables</source>
        <translation>Freie Tische</translation>
    </message>
</context>
<context>
    <name>BackupActs</name>
    <message>
        <source>This database is not saved by the program every day.</source>
        <translation>Diese Datenbank wird vom Programm nicht täglich gesichert.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the first is still to come.</source>
        <translation>Das Programm sichert jeden Tag von selbst; die erste Sicherung kommt noch.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the last on {day} at {hour}.</source>
        <translation>Das Programm sichert jeden Tag von selbst; die letzte Sicherung ist vom {day} um {hour} Uhr.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>The whole book in one file, as it is at this instant. It is saved in {folder}; keep a copy on another disk. Whoever has the file can read names and numbers of guests.</source>
        <translation>Das ganze Buch in einer Datei, wie es in diesem Augenblick ist. Sie wird in {folder} gespeichert; bewahren Sie eine Kopie auf einem anderen Datenträger auf. Wer die Datei hat, kann Namen und Nummern der Gäste lesen.</translation>
    </message>
    <message>
        <source>Save a backup now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Enter speichert, Esc schließt.</translation>
    </message>
    <message>
        <source>The book is being saved.</source>
        <translation>Das Buch wird gesichert.</translation>
    </message>
    <message>
        <source>The backup is saved: {file}, {size}.</source>
        <translation>Die Sicherung ist gespeichert: {file}, {size}.</translation>
    </message>
</context>
<context>
    <name>BackupKeeper</name>
    <message>
        <source>Today&apos;s backup could not be made: {why}</source>
        <translation>Die heutige Sicherung konnte nicht erstellt werden: {why}</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Reservations follow the clock of the database, so none is at a wrong hour.</source>
        <translation>Reservierungen folgen der Uhr der Datenbank, daher steht keine zur falschen Stunde im Buch.</translation>
    </message>
    <message>
        <source>Free some space on this machine soon, or nothing can be saved any more.</source>
        <translation>Schaffen Sie bald Platz auf diesem Rechner, sonst lässt sich nichts mehr speichern.</translation>
    </message>
    <message>
        <source>No initials</source>
        <translation>Kein Kürzel</translation>
    </message>
    <message>
        <source>Initials: {initials}</source>
        <translation>Kürzel: {initials}</translation>
    </message>
    <message>
        <source>Who is at this station</source>
        <translation>Wer an dieser Station ist</translation>
    </message>
    <message>
        <source>Live, {n} ms</source>
        <translation>Live, {n} ms</translation>
    </message>
    <message>
        <source>Not live since {time}</source>
        <translation>Nicht live seit {time}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} fast</source>
        <translation>Die Uhr dieses Rechners geht {by} vor</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} slow</source>
        <translation>Die Uhr dieses Rechners geht {by} nach</translation>
    </message>
    <message>
        <source>Disk nearly full: {size} left</source>
        <translation>Festplatte fast voll: noch {size}</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
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
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>Voriger Monat</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Nächster Monat</translation>
    </message>
</context>
<context>
    <name>CallList</name>
    <message>
        <source>Calls to make, {house}</source>
        <translation>Anrufliste, {house}</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>Allergie.</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>ohne Nummer</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>1 party to call</source>
        <translation>1 Gruppe anzurufen</translation>
    </message>
    <message>
        <source>{n} parties to call</source>
        <translation>{n} Gruppen anzurufen</translation>
    </message>
    <message>
        <source>Calls to make</source>
        <translation>Anrufliste</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Name and phone</source>
        <translation>Name und Telefon</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Was zu sagen ist</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>CallLists</name>
    <message>
        <source>The call list has gone to the printer {printer}.</source>
        <translation>Anrufliste an den Drucker {printer} geschickt.</translation>
    </message>
    <message>
        <source>Call list saved in {folder}.</source>
        <translation>Anrufliste in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>Cancel a reservation</source>
        <translation>Reservierung stornieren</translation>
    </message>
    <message>
        <source>Pick one that was made at this station, or find it by phone.</source>
        <translation>Wählen Sie eine Reservierung dieser Station oder suchen Sie nach der Telefonnummer.</translation>
    </message>
    <message>
        <source>No reservation of this station is left</source>
        <translation>Keine Reservierung dieser Station mehr</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>Geben Sie die Telefonnummer des Gastes ein.</translation>
    </message>
    <message>
        <source>Made at {station}</source>
        <translation>An {station} angenommen</translation>
    </message>
    <message>
        <source>Looking for {phone}</source>
        <translation>{phone} wird gesucht</translation>
    </message>
    <message>
        <source>Under {phone}</source>
        <translation>Unter {phone}</translation>
    </message>
    <message>
        <source>No reservation to come under {phone}</source>
        <translation>Keine kommende Reservierung unter {phone}</translation>
    </message>
    <message>
        <source>Ask for the number once more.</source>
        <translation>Fragen Sie noch einmal nach der Nummer.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}.</source>
        <translation>Damit wird Tisch {table} um {hour} Uhr frei.</translation>
    </message>
    <message>
        <source>Cancel table {table}, {hour}</source>
        <translation>Tisch {table}, {hour} stornieren</translation>
    </message>
    <message>
        <source>Enter goes to the list, Escape leaves.</source>
        <translation>Enter führt zur Liste, Esc schließt.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Enter cancels it, Escape leaves.</source>
        <translation>Enter storniert, Esc schließt.</translation>
    </message>
    <message>
        <source>Cancelling table {table} at {hour}.</source>
        <translation>Tisch {table} um {hour} Uhr wird storniert.</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>The table beside it says the same in numbers.</source>
        <translation>Die Tabelle daneben sagt dasselbe in Zahlen.</translation>
    </message>
</context>
<context>
    <name>ClockDesk</name>
    <message>
        <source>The hours ahead go by the new clock; every reservation keeps its hour.</source>
        <translation>Die kommenden Stunden gehen nach der neuen Uhr; jede Zusage hat ihre Stunde behalten.</translation>
    </message>
</context>
<context>
    <name>ClockRow</name>
    <message>
        <source>The rules of your clock have changed.</source>
        <translation>Die Regeln Ihrer Zeitzone haben sich geändert.</translation>
    </message>
    <message>
        <source>Hours ahead would move with their reservations. No new days open until you have seen who is affected.</source>
        <translation>Zugesagte Stunden würden sich verschieben. Weitere Tage werden erst angelegt, wenn Sie gesehen haben, wen das betrifft.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>Sehen, wen es betrifft</translation>
    </message>
</context>
<context>
    <name>Closure</name>
    <message>
        <source>Up to and including {day}.</source>
        <translation>Bis einschließlich {day}.</translation>
    </message>
    <message>
        <source>Closed each day up to and including {day}: {hours}.</source>
        <translation>Jeden Tag bis einschließlich {day} geschlossen: {hours}.</translation>
    </message>
    <message>
        <source>Closed today: {hours}.</source>
        <translation>Heute geschlossen: {hours}.</translation>
    </message>
    <message>
        <source>Closed up to and including {day}.</source>
        <translation>Geschlossen bis einschließlich {day}.</translation>
    </message>
    <message>
        <source>Closed today.</source>
        <translation>Heute geschlossen.</translation>
    </message>
    <message>
        <source>Other hours up to and including {day}: {hours}.</source>
        <translation>Andere Öffnungszeiten bis einschließlich {day}: {hours}.</translation>
    </message>
    <message>
        <source>Other hours today: {hours}.</source>
        <translation>Heute andere Öffnungszeiten: {hours}.</translation>
    </message>
    <message>
        <source>Closed on {day}: {hours}.</source>
        <translation>Am {day} geschlossen: {hours}.</translation>
    </message>
    <message>
        <source>Other hours on {day}: {hours}.</source>
        <translation>Andere Öffnungszeiten am {day}: {hours}.</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} bis {closes}</translation>
    </message>
</context>
<context>
    <name>ClosuresPage</name>
    <message>
        <source>Closures and other hours</source>
        <translation>Schließtage und andere Zeiten</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Nothing is picked. Add a day on which you are closed, or open at other hours.</source>
        <translation>Nichts ist gewählt. Fügen Sie einen Tag hinzu, an dem geschlossen oder zu anderen Zeiten geöffnet ist.</translation>
    </message>
    <message>
        <source>Nothing is added before its first day is picked.</source>
        <translation>Nichts wird eingetragen, bevor sein erster Tag gewählt ist.</translation>
    </message>
    <message>
        <source>What holds on these days</source>
        <translation>Was an diesen Tagen gilt</translation>
    </message>
    <message>
        <source>Closed all day</source>
        <translation>Ganzen Tag geschlossen</translation>
    </message>
    <message>
        <source>Closed for hours</source>
        <translation>Stundenweise geschlossen</translation>
    </message>
    <message>
        <source>Other hours</source>
        <translation>Andere Zeiten</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Hosts see it at the top of that day.</source>
        <translation>Das Personal liest ihn über dem Tag.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>Closed {hours}</source>
        <translation>Geschlossen {hours}</translation>
    </message>
    <message>
        <source>Open {hours}</source>
        <translation>Geöffnet {hours}</translation>
    </message>
    <message>
        <source>{what}: {reason}</source>
        <translation>{what}: {reason}</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Pick the day</source>
        <translation>Tag wählen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Up to and including</source>
        <translation>Bis einschließlich</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>The code, to be scanned</source>
        <translation>Der Code zum Einscannen</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>Column {n}</source>
        <translation>Spalte {n}</translation>
    </message>
    <message>
        <source>What {column} is</source>
        <translation>Was {column} ist</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Nicht verwendet</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Reservations with {text}</source>
        <translation>Reservierungen mit {text}</translation>
    </message>
    <message>
        <source>For {party}</source>
        <translation>Für {party}</translation>
    </message>
    <message>
        <source>No hour can be reserved on {day}.</source>
        <translation>Am {day} kann keine Stunde reserviert werden.</translation>
    </message>
    <message>
        <source>The last hour of {day} is over.</source>
        <translation>Die letzte Stunde am {day} ist vorbei.</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} Uhr am {day} ist vorbei.</translation>
    </message>
    <message>
        <source>The house has no hour at {hour} on {day}.</source>
        <translation>Um {hour} Uhr gibt es am {day} keine Stunde zu reservieren.</translation>
    </message>
    <message>
        <source>Full for {party} at {hour}. The nearest free hours:</source>
        <translation>Ausgebucht für {party} um {hour} Uhr. Die nächsten freien Stunden:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}.</source>
        <translation>Ausgebucht für {party} am {day}.</translation>
    </message>
    <message>
        <source>No reservation with {text}, on {day} or ahead.</source>
        <translation>Keine Reservierung mit {text}, weder am {day} noch danach.</translation>
    </message>
    <message>
        <source>The nearest free hours:</source>
        <translation>Die nächsten freien Stunden:</translation>
    </message>
    <message>
        <source>{hour} in the night before {day}. Enter opens the table&apos;s form.</source>
        <translation>{hour} Uhr in der Nacht zum {day}. Enter öffnet das Formular des Tisches.</translation>
    </message>
    <message>
        <source>No reservation with {text} on {day}.</source>
        <translation>Keine Reservierung mit {text} am {day}.</translation>
    </message>
    <message>
        <source>No table is free for {party} now, but one can be freed.</source>
        <translation>Jetzt ist kein Tisch für {party} frei, aber einer kann frei gemacht werden.</translation>
    </message>
    <message>
        <source>No table is free for {party} at {hour}, but one can be freed.</source>
        <translation>Um {hour} Uhr ist kein Tisch für {party} frei, aber einer kann frei gemacht werden.</translation>
    </message>
    <message>
        <source>{hour} is not full: table {table} is free.</source>
        <translation>{hour} Uhr ist nicht ausgebucht: Tisch {table} ist frei.</translation>
    </message>
    <message>
        <source>No table is free for {party} now. The nearest free hours:</source>
        <translation>Jetzt ist kein Tisch für {party} frei. Die nächsten freien Stunden:</translation>
    </message>
    <message>
        <source>No table is free for {party} now, nor later on {day}.</source>
        <translation>Kein Tisch ist für {party} frei, weder jetzt noch später am {day}.</translation>
    </message>
    <message>
        <source>It is too early to seat walk-ins. The nearest free hours:</source>
        <translation>Für Walk-ins ist es noch zu früh. Die nächsten freien Stunden:</translation>
    </message>
    <message>
        <source>Walk-ins cannot be seated now, and {day} is full for {party}.</source>
        <translation>Walk-ins können jetzt nicht platziert werden, und {day} ist voll für {party}.</translation>
    </message>
    <message>
        <source>Unusual number, read it to the guest: {number}.</source>
        <translation>Ungewöhnliche Nummer, nachfragen: {number}.</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, Tisch {table}</translation>
    </message>
    <message>
        <source>{day}, {hour}, table {table}</source>
        <translation>{day}, {hour}, Tisch {table}</translation>
    </message>
    <message>
        <source>Reserve a second table: {table} at {hour} for {party}, {guest}</source>
        <translation>Zweiter Tisch: {table}, {hour}, für {party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} on {day} at {hour} for {party}, {guest}</source>
        <translation>Reservieren: Tisch {table}, {day}, {hour}, für {party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour} for {party}, {guest}</source>
        <translation>Reservieren: Tisch {table}, {hour}, für {party}, {guest}</translation>
    </message>
    <message>
        <source>Seat now: table {table}, 1 minute left</source>
        <translation>Jetzt platzieren: Tisch {table}, noch 1 Minute</translation>
    </message>
    <message>
        <source>Seat now: table {table}, {n} minutes left</source>
        <translation>Jetzt platzieren: Tisch {table}, noch {n} Minuten</translation>
    </message>
    <message>
        <source>Seat now: table {table}, until {hour}</source>
        <translation>Jetzt platzieren: Tisch {table}, bis {hour}</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in 1 minute</source>
        <translation>Für {hour} Uhr platzieren: Tisch {table}, in 1 Minute</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in {n} minutes</source>
        <translation>Für {hour} Uhr platzieren: Tisch {table}, in {n} Minuten</translation>
    </message>
    <message>
        <source>Waitlist of {hour}: party of {party}</source>
        <translation>Warteliste für {hour} Uhr: für {party}</translation>
    </message>
    <message>
        <source>Put on the waitlist of {hour}: party of {party}, {guest}</source>
        <translation>Auf die Warteliste für {hour} Uhr: für {party}, {guest}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>Wird ein Tisch frei, wird er ihnen zuerst angeboten.</translation>
    </message>
    <message>
        <source>Enter: arrived</source>
        <translation>Enter: ist da</translation>
    </message>
    <message>
        <source>Enter: seated</source>
        <translation>Enter: sitzt</translation>
    </message>
    <message>
        <source>Enter: done</source>
        <translation>Enter: fertig</translation>
    </message>
    <message>
        <source>Enter: show</source>
        <translation>Enter: zeigen</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>{n} minutes later</source>
        <translation>{n} Minuten später</translation>
    </message>
    <message>
        <source>{n} minutes earlier</source>
        <translation>{n} Minuten früher</translation>
    </message>
    <message>
        <source>1 hour earlier</source>
        <translation>1 Std. früher</translation>
    </message>
    <message>
        <source>1 hour later</source>
        <translation>1 Std. später</translation>
    </message>
    <message>
        <source>{n} hours earlier</source>
        <translation>{n} Std. früher</translation>
    </message>
    <message>
        <source>{n} hours later</source>
        <translation>{n} Std. später</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>Ist da</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>Sitzt</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>Ist fertig</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>Reservierung zeigen</translation>
    </message>
    <message>
        <source>Seat at table {table}</source>
        <translation>An Tisch {table} platzieren</translation>
    </message>
    <message>
        <source>Put on the waitlist</source>
        <translation>Auf die Warteliste</translation>
    </message>
    <message>
        <source>Show who moves</source>
        <translation>Zeigen, wer umgesetzt wird</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour}</source>
        <translation>Tisch {table} um {hour} reservieren</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Enter picks the first, arrows another, Escape leaves.</source>
        <translation>Enter nimmt den ersten Vorschlag, Pfeile einen anderen, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter seats them, Escape leaves.</source>
        <translation>Enter platziert die Gäste, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter reserves it, Escape leaves.</source>
        <translation>Enter reserviert, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter opens it, Escape leaves.</source>
        <translation>Enter öffnet, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter or {sign} seats them, Escape leaves.</source>
        <translation>Enter oder {sign} platziert die Gäste, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter shows it, Escape leaves.</source>
        <translation>Enter zeigt sie, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, Escape leaves.</source>
        <translation>Enter macht den nächsten Schritt, {show} zeigt sie, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter shows it, {cancel} cancels, Escape leaves.</source>
        <translation>Enter zeigt sie, {cancel} storniert, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, {cancel} cancels, Escape leaves.</source>
        <translation>Enter macht den nächsten Schritt, {show} zeigt sie, {cancel} storniert, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter shows who moves, Escape leaves.</source>
        <translation>Enter zeigt, wer umgesetzt wird, Esc schließt.</translation>
    </message>
    <message>
        <source>Enter puts them there, Escape leaves.</source>
        <translation>Enter setzt sie auf die Warteliste, Esc schließt.</translation>
    </message>
    <message>
        <source>Type the phone number, or Enter for the form. Escape leaves.</source>
        <translation>Nummer eingeben, oder Enter für das Formular. Esc schließt.</translation>
    </message>
    <message>
        <source>{day} is being read.</source>
        <translation>{day} wird gelesen.</translation>
    </message>
    <message>
        <source>{hour} is over.</source>
        <translation>{hour} Uhr ist vorbei.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>Tisch {table} um {hour} Uhr wurde gerade vergeben.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>Ob Tisch {table} um {hour} Uhr reserviert wurde, ist nicht bekannt. Die Listen zeigen es, sobald die Datenbank antwortet.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>Ob Tisch {table} um {hour} Uhr reserviert wurde, ist noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
    <message>
        <source>Escape once more leaves.</source>
        <translation>Noch einmal Esc schließt.</translation>
    </message>
    <message>
        <source>Seating the party at table {table}.</source>
        <translation>Die Gäste werden an Tisch {table} platziert.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>Tisch {table} um {hour} Uhr wird reserviert.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now. Press again to try anyway.</source>
        <translation>Die Datenbank antwortet nicht, darum kann jetzt nichts gespeichert werden. Wiederholen Sie es, um es trotzdem zu versuchen.</translation>
    </message>
    <message>
        <source>Enter tries again.</source>
        <translation>Enter versucht es noch einmal.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Find or reserve: 4 20</source>
        <translation>Reservieren: 4 20</translation>
    </message>
    <message>
        <source>Find or reserve</source>
        <translation>Suchen, reservieren</translation>
    </message>
    <message>
        <source>Party, hour, day (tomorrow, fri), phone, name in any order; four digits or a name find a reservation</source>
        <translation>Personen, Uhrzeit, Tag (morgen, fr), Telefon, Name in beliebiger Reihenfolge; vier Ziffern oder ein Name finden eine Reservierung</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>CommandPanel</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program ended unexpectedly</source>
        <translation>Das Programm wurde unerwartet beendet</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>Im Programm ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>Reservations that were confirmed are safe. You can go on working.</source>
        <translation>Bestätigte Reservierungen sind sicher. Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Send the report to whoever looks after the program.</source>
        <translation>Senden Sie den Bericht an die Person, die das Programm betreut.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Database</name>
    <message>
        <source>MongoDB {version}, a sharded cluster.</source>
        <translation>MongoDB {version}, ein Sharded Cluster.</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of one server.</source>
        <translation>MongoDB {version}, ein Replica Set aus einem Server.</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of {count} servers: {names}.</source>
        <translation>MongoDB {version}, ein Replica Set aus {count} Servern: {names}.</translation>
    </message>
    <message>
        <source>No other machine can reach it at this address.</source>
        <translation>Unter dieser Adresse kann kein anderer Rechner sie erreichen.</translation>
    </message>
    <message>
        <source>The connection is secured by TLS.</source>
        <translation>Die Verbindung ist durch TLS gesichert.</translation>
    </message>
    <message>
        <source>The connection is not secured by TLS: whoever is on the same network can read along.</source>
        <translation>Die Verbindung ist nicht durch TLS gesichert: Wer im selben Netz ist, kann mitlesen.</translation>
    </message>
    <message>
        <source>There is no book in it yet.</source>
        <translation>Darin ist noch kein Buch.</translation>
    </message>
    <message>
        <source>There is a book in it, without any restaurant yet.</source>
        <translation>Darin ist ein Buch, noch ohne Restaurant.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, 1 reservation.</source>
        <translation>Darin ist ein Buch: {names}, 1 Reservierung.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, {count} reservations.</source>
        <translation>Darin ist ein Buch: {names}, {count} Reservierungen.</translation>
    </message>
    <message>
        <source>Another program keeps its own things there too: {names}.</source>
        <translation>Auch ein anderes Programm hält dort eigene Daten: {names}.</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>The database</source>
        <translation>Die Datenbank</translation>
    </message>
    <message>
        <source>A MongoDB of our own</source>
        <translation>Eine eigene MongoDB</translation>
    </message>
    <message>
        <source>The one that comes along</source>
        <translation>Die mitgelieferte</translation>
    </message>
    <message>
        <source>Which MongoDB keeps the book</source>
        <translation>Welche MongoDB das Buch führt</translation>
    </message>
    <message>
        <source>The program starts and stops it by itself on this computer; only stations that this machine is shared with reach it.</source>
        <translation>Das Programm startet und beendet sie selbst auf diesem Rechner; nur Stationen, für die dieser Rechner freigegeben ist, erreichen sie.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>This start was given its database (by RESV_MONGODB_URI, --uri or --database), which comes before the settings. What is chosen here is for starts without it.</source>
        <translation>Diesem Start wurde die Datenbank vorgegeben (durch RESV_MONGODB_URI, --uri oder --database); das geht den Einstellungen vor. Was hier gewählt wird, gilt für Starts ohne diese Vorgabe.</translation>
    </message>
    <message>
        <source>Now: the MongoDB that the program brought along.</source>
        <translation>Jetzt: die mitgelieferte MongoDB.</translation>
    </message>
    <message>
        <source>Now: the database {database} at {hosts}.</source>
        <translation>Jetzt: die Datenbank {database} auf {hosts}.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Enter tests it, Escape leaves everything as it is.</source>
        <translation>Enter prüft, Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Asking the database</source>
        <translation>Die Datenbank wird abgefragt</translation>
    </message>
    <message>
        <source>The open book can move there: it is copied and compared, and only then used there. Meanwhile no station can save anything; a book of many years takes some minutes.</source>
        <translation>Das geöffnete Buch kann dorthin umziehen: Es wird kopiert, verglichen und erst dann dort benutzt. Währenddessen kann keine Station etwas speichern; ein Buch mit vielen Jahren braucht einige Minuten.</translation>
    </message>
    <message>
        <source>Escape leaves everything as it is.</source>
        <translation>Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>This is the database in use, and all is well with it.</source>
        <translation>Das ist die Datenbank, die benutzt wird; mit ihr ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Benutzen</translation>
    </message>
    <message>
        <source>Begin a new book there</source>
        <translation>Dort ein neues Buch beginnen</translation>
    </message>
    <message>
        <source>It can keep the book.</source>
        <translation>Sie kann das Buch führen.</translation>
    </message>
    <message>
        <source>Move the book there</source>
        <translation>Das Buch dorthin verlegen</translation>
    </message>
    <message>
        <source>Use the book there</source>
        <translation>Das Buch dort benutzen</translation>
    </message>
    <message>
        <source>In the words of MongoDB: {words}</source>
        <translation>MongoDB meldet: {words}</translation>
    </message>
    <message>
        <source>Keeping the address</source>
        <translation>Die Adresse wird gespeichert</translation>
    </message>
    <message>
        <source>The book is being moved</source>
        <translation>Das Buch zieht um</translation>
    </message>
    <message>
        <source>The book has moved. Both were compared, and the old one is closed.</source>
        <translation>Das Buch ist umgezogen. Beide wurden verglichen, und das alte ist geschlossen.</translation>
    </message>
    <message>
        <source>The book is now in the database {database}.</source>
        <translation>Das Buch ist jetzt in der Datenbank {database}.</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; to let them use it here, share this machine and let each join with a new code (menu, Set-up, Stations).</source>
        <translation>Jede andere Station sagt jetzt, dass das Buch umgezogen ist; damit sie es hier benutzen, geben Sie diesen Rechner frei und lassen Sie jede mit einem neuen Code beitreten (Menü, Einrichtung, Stationen).</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; there, choose the same database in this dialog.</source>
        <translation>Jede andere Station sagt jetzt, dass das Buch umgezogen ist; wählen Sie dort in diesem Fenster dieselbe Datenbank.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
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
        <translation>Ein Replica Set, Sharded Cluster oder Atlas, etwa mongodb://name@host1,host2/?replicaSet=rs0</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>It goes into the keyring of this system; without one, into a file that only you can read.</source>
        <translation>Es kommt in den Schlüsselbund dieses Systems; ohne einen in eine Datei, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Name of the database</source>
        <translation>Name der Datenbank</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Walk-in</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation>Ideal</translation>
    </message>
    <message>
        <source>still seated</source>
        <translation>besetzt</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>{n} spare</source>
        <translation>{n} übrig</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>1 Platz</translation>
    </message>
    <message>
        <source>{n} seats</source>
        <translation>{n} Plätze</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>für {n}</translation>
    </message>
    <message>
        <source>being taken at {stations}</source>
        <translation>wird vergeben: {stations}</translation>
    </message>
    <message>
        <source>being taken at {n} stations</source>
        <translation>{n} Stationen dran</translation>
    </message>
    <message>
        <source>{n} stations</source>
        <translation>{n} Stationen</translation>
    </message>
    <message>
        <source>full, others can move</source>
        <translation>voll, Umsetzen hilft</translation>
    </message>
    <message>
        <source>full, waitlist</source>
        <translation>voll, Warteliste</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>{n} frei</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>noch {n} min</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, {n} min</source>
        <translation>{party} jetzt platzieren: Tisch {table}, {n} min</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, until {hour}</source>
        <translation>{party} jetzt platzieren: Tisch {table}, bis {hour}</translation>
    </message>
    <message>
        <source>Seat {party} in {n} min: table {table}</source>
        <translation>{party} in {n} min platzieren: Tisch {table}</translation>
    </message>
    <message>
        <source>Free table {table} for {party} now</source>
        <translation>Tisch {table} für {party} frei machen</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>Vergeben, kein Name bekannt</translation>
    </message>
    <message>
        <source>{table} is still seated: {guest}, until {hour}. Press again to seat this party there as well.</source>
        <translation>{table} ist noch besetzt: {guest}, bis {hour} Uhr. Wiederholen Sie es, um auch diese Gruppe dort zu platzieren.</translation>
    </message>
    <message>
        <source>was free</source>
        <translation>war frei</translation>
    </message>
    <message>
        <source>free until {hour}</source>
        <translation>frei bis {hour}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>{n} min spät</translation>
    </message>
    <message>
        <source>needs attention: the house does not offer this place</source>
        <translation>zu klären: Das Haus bietet diesen Platz nicht an</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>Gelöschter Gast</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>{n} free for {party} {when}</source>
        <translation>{n} frei für {party} {when}</translation>
    </message>
    <message>
        <source>at {hour}</source>
        <translation>um {hour} Uhr</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>am {day}</translation>
    </message>
    <message>
        <source>this evening</source>
        <translation>heute Abend</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>All hours</source>
        <translation>Alle Stunden</translation>
    </message>
    <message>
        <source>Only {hour}</source>
        <translation>Nur {hour}</translation>
    </message>
    <message>
        <source>From {hour}</source>
        <translation>Ab {hour}</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Day before</source>
        <translation>Tag davor</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>Tag danach</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>{day}, open the calendar</source>
        <translation>{day}, Kalender öffnen</translation>
    </message>
</context>
<context>
    <name>DaysPage</name>
    <message>
        <source>Prepare the days</source>
        <translation>Tage vorbereiten</translation>
    </message>
    <message>
        <source>Days prepared</source>
        <translation>Tage vorbereitet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Set up both</source>
        <translation>Beide einrichten</translation>
    </message>
    <message>
        <source>{tables}, {seats}: {sizes}</source>
        <translation>{tables}, {seats}: {sizes}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>{count} days ahead</source>
        <translation>{count} Tage im Voraus</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>Prepare {count} days</source>
        <translation>{count} Tage vorbereiten</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertigstellen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation>Dieses verwenden</translation>
    </message>
    <message>
        <source>Next: the days that are missing</source>
        <translation>Weiter: fehlende Tage</translation>
    </message>
    <message>
        <source>Use that one, or set up yours beside it as a second restaurant.</source>
        <translation>Verwenden Sie dieses, oder richten Sie Ihres daneben als zweites Restaurant ein.</translation>
    </message>
    <message>
        <source>Everything you answered is still here. Nothing is made twice when it is tried again.</source>
        <translation>Alles, was Sie angegeben haben, ist noch da. Beim erneuten Versuch entsteht nichts doppelt.</translation>
    </message>
    <message>
        <source>Go back and put it right.</source>
        <translation>Gehen Sie zurück und berichtigen Sie es.</translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation>Ist alles richtig?</translation>
    </message>
    <message>
        <source>The days are being prepared</source>
        <translation>Die Tage werden vorbereitet</translation>
    </message>
    <message>
        <source>The days are not all prepared</source>
        <translation>Noch sind nicht alle Tage vorbereitet</translation>
    </message>
    <message>
        <source>There is a restaurant already</source>
        <translation>Es gibt schon ein Restaurant</translation>
    </message>
    <message>
        <source>All is ready</source>
        <translation>Alles ist bereit</translation>
    </message>
    <message>
        <source>Nothing has been saved yet.</source>
        <translation>Noch ist nichts gespeichert.</translation>
    </message>
    <message>
        <source>Each day gets its hours, and each hour all its tables.</source>
        <translation>Jeder Tag bekommt seine Stunden, und jede Stunde alle Tische.</translation>
    </message>
    <message>
        <source>What is done is kept. You can go on now or at the next start.</source>
        <translation>Was fertig ist, bleibt. Sie können jetzt weitermachen oder beim nächsten Start.</translation>
    </message>
    <message>
        <source>It can be tried again at once.</source>
        <translation>Sie können es sofort noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Everything you answered is still here.</source>
        <translation>Alles, was Sie angegeben haben, ist noch da.</translation>
    </message>
    <message>
        <source>Guests can reserve now.</source>
        <translation>Jetzt können Gäste reservieren.</translation>
    </message>
    <message>
        <source>Every hour of today and the next {count} days will be prepared.</source>
        <translation>Jede Stunde von heute und den nächsten {count} Tagen wird vorbereitet.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
    <message>
        <source>Stopped after day {number} of {total}.</source>
        <translation>Angehalten nach Tag {number} von {total}.</translation>
    </message>
    <message>
        <source>Saving the restaurant and its tables</source>
        <translation>Restaurant und Tische werden gespeichert</translation>
    </message>
    <message>
        <source>{day}, day {number} of {total}</source>
        <translation>{day}, Tag {number} von {total}</translation>
    </message>
    <message>
        <source>{restaurant} is ready: {tables}, {seats}, every hour from {first} to {last}.</source>
        <translation>{restaurant} ist bereit: {tables}, {seats}, jede Stunde vom {first} bis {last}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tische</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Show reservation</source>
        <translation>Reservierung zeigen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More acts</source>
        <translation>Weitere Schritte</translation>
    </message>
    <message>
        <source>Pick a table, or just type</source>
        <translation>Tisch wählen oder einfach tippen</translation>
    </message>
    <message>
        <source>{example} shows what is free for 4 at {hour}; a name or four digits find a reservation.</source>
        <translation>{example} zeigt, was um {hour} Uhr für 4 frei ist; ein Name oder vier Ziffern finden eine Reservierung.</translation>
    </message>
    <message>
        <source>Pick a table</source>
        <translation>Tisch wählen</translation>
    </message>
    <message>
        <source>Then Enter opens it; {key} goes to the line, which finds and reserves.</source>
        <translation>Enter öffnet ihn dann; {key} führt zur Eingabezeile, die sucht und reserviert.</translation>
    </message>
    <message>
        <source>{undo} undoes the last act, {help} shows all keys.</source>
        <translation>{undo} macht den letzten Schritt rückgängig, {help} zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>{day}, {start} to {end}</source>
        <translation>{day}, {start} bis {end}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, Tisch {table}</translation>
    </message>
    <message>
        <source>Not offered any more</source>
        <translation>Wird nicht mehr angeboten</translation>
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
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>Ist da</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>Sitzt</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>Ist fertig</translation>
    </message>
    <message>
        <source>{seats}, too few for {party}</source>
        <translation>{seats}, zu wenige für {party}</translation>
    </message>
    <message>
        <source>{seats}, no spare seat</source>
        <translation>{seats}, kein Platz übrig</translation>
    </message>
    <message>
        <source>{seats}, 1 spare seat</source>
        <translation>{seats}, 1 Platz übrig</translation>
    </message>
    <message>
        <source>{seats}, {spare} spare seats</source>
        <translation>{seats}, {spare} Plätze übrig</translation>
    </message>
    <message>
        <source>opens at {hour}</source>
        <translation>öffnet um {hour} Uhr</translation>
    </message>
    <message>
        <source>free since {hour}</source>
        <translation>frei seit {hour}</translation>
    </message>
    <message>
        <source>{guest}, until {hour}</source>
        <translation>{guest}, bis {hour}</translation>
    </message>
    <message>
        <source>{guest}, has left</source>
        <translation>{guest}, ist gegangen</translation>
    </message>
    <message>
        <source>{guest}, still seated</source>
        <translation>{guest}, sitzt noch</translation>
    </message>
    <message>
        <source>closes at {hour}</source>
        <translation>schließt um {hour} Uhr</translation>
    </message>
    <message>
        <source>{guest} at {hour}</source>
        <translation>{guest} um {hour} Uhr</translation>
    </message>
    <message>
        <source>{guest} at {hour}, already seated</source>
        <translation>{guest} um {hour} Uhr, sitzt schon</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Leave</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be changed until it does.</source>
        <translation>Die Datenbank antwortet nicht. Bis sie es tut, kann nichts geändert werden.</translation>
    </message>
    <message>
        <source>The database does not answer. It is tried for a few seconds more.</source>
        <translation>Die Datenbank antwortet nicht. Es wird noch einige Sekunden versucht.</translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>Take the last digit back</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
</context>
<context>
    <name>DiskWatch</name>
    <message>
        <source>The disk of this machine is nearly full: {size} are free. Free some space soon, or nothing can be saved any more.</source>
        <translation>Die Festplatte dieses Rechners ist fast voll: {size} sind frei. Schaffen Sie bald Platz, sonst lässt sich nichts mehr speichern.</translation>
    </message>
</context>
<context>
    <name>DueRow</name>
    <message>
        <source>{table} is still seated</source>
        <translation>{table} noch besetzt</translation>
    </message>
    <message>
        <source>{guest} is next, no other table is free</source>
        <translation>{guest} kommt als Nächstes, kein anderer Tisch ist frei</translation>
    </message>
    <message>
        <source>Move {guest} to table {table}</source>
        <translation>{guest} an Tisch {table}</translation>
    </message>
    <message>
        <source>{table}, for {n}</source>
        <translation>{table}, für {n}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>{n} min spät</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Ist da</translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation>in {n} min</translation>
    </message>
</context>
<context>
    <name>DueStrip</name>
    <message>
        <source>Due now</source>
        <translation>Jetzt erwartet</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>{n} erwartet</translation>
    </message>
    <message>
        <source>{n} arrived</source>
        <translation>{n} da</translation>
    </message>
    <message>
        <source>next at {hour}</source>
        <translation>nächste um {hour}</translation>
    </message>
</context>
<context>
    <name>EditSide</name>
    <message>
        <source>Save the changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Enter speichert, Esc schließt.</translation>
    </message>
    <message>
        <source>This reservation is no longer at table {table}. Nothing can be saved.</source>
        <translation>Diese Reservierung hat Tisch {table} nicht mehr. Nichts kann gespeichert werden.</translation>
    </message>
    <message>
        <source>What was typed here before is back, except where something else has been saved since. It is not saved yet.</source>
        <translation>Was hier zuvor eingegeben war, ist wieder da, außer wo seither etwas anderes gespeichert wurde. Gespeichert ist es noch nicht.</translation>
    </message>
    <message>
        <source>What was typed here before is not shown: something else has been saved since.</source>
        <translation>Was hier zuvor eingegeben war, steht nicht mehr da: Seither wurde etwas anderes gespeichert.</translation>
    </message>
    <message>
        <source>What was typed here before is back. It is not saved yet.</source>
        <translation>Was hier zuvor eingegeben war, ist wieder da. Gespeichert ist es noch nicht.</translation>
    </message>
    <message>
        <source>Saving the changes.</source>
        <translation>Die Änderungen werden gespeichert.</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>Trotzdem speichern</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>EmptyDay</name>
    <message>
        <source>No tables yet</source>
        <translation>Noch keine Tische</translation>
    </message>
    <message>
        <source>Without tables there is nothing to reserve.</source>
        <translation>Ohne Tische gibt es nichts zu reservieren.</translation>
    </message>
    <message>
        <source>No table seats {party}</source>
        <translation>Kein Tisch hat Platz für {party}</translation>
    </message>
    <message>
        <source>The largest table seats {seats}.</source>
        <translation>Der größte Tisch hat {seats} Plätze.</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>Keine Stunden</translation>
    </message>
    <message>
        <source>Closed on {day}</source>
        <translation>Am {day} geschlossen</translation>
    </message>
    <message>
        <source>Nothing on {day}</source>
        <translation>Nichts am {day}</translation>
    </message>
    <message>
        <source>No hours were kept.</source>
        <translation>Es wurden keine Stunden aufbewahrt.</translation>
    </message>
    <message>
        <source>Too far ahead</source>
        <translation>Zu weit voraus</translation>
    </message>
    <message>
        <source>The days up to {day} are prepared.</source>
        <translation>Die Tage bis {day} sind vorbereitet.</translation>
    </message>
    <message>
        <source>Not prepared yet</source>
        <translation>Noch nicht vorbereitet</translation>
    </message>
    <message>
        <source>The hours of this day are on their way.</source>
        <translation>Die Stunden dieses Tages kommen gleich.</translation>
    </message>
    <message>
        <source>The day is over</source>
        <translation>Der Tag ist vorbei</translation>
    </message>
    <message>
        <source>No hour of {day} can be reserved any more.</source>
        <translation>Am {day} kann keine Stunde mehr reserviert werden.</translation>
    </message>
    <message>
        <source>Full for {party} {when}</source>
        <translation>Ausgebucht für {party} {when}</translation>
    </message>
    <message>
        <source>{hour} is over</source>
        <translation>{hour} Uhr ist vorbei</translation>
    </message>
    <message>
        <source>The nearest free hours on this day:</source>
        <translation>Die nächsten freien Stunden an diesem Tag:</translation>
    </message>
    <message>
        <source>Others can move, or another hour has a table:</source>
        <translation>Andere lassen sich umsetzen, oder eine andere Stunde hat einen Tisch:</translation>
    </message>
    <message>
        <source>Others can move, or the next day may have a table:</source>
        <translation>Andere lassen sich umsetzen, oder der nächste Tag hat vielleicht einen Tisch:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}</source>
        <translation>Ausgebucht für {party} am {day}</translation>
    </message>
    <message>
        <source>The next day may have a table.</source>
        <translation>Am nächsten Tag ist vielleicht ein Tisch frei.</translation>
    </message>
    <message>
        <source>{hour}, free table {table}</source>
        <translation>{hour}, Tisch {table} frei machen</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} Tische</translation>
    </message>
    <message>
        <source>tables {tables} and {last}</source>
        <translation>Tische {tables} und {last}</translation>
    </message>
    <message>
        <source>Go to {day}</source>
        <translation>Zum {day}</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>{name}, {party}, table {table}</source>
        <translation>{name}, {party}, Tisch {table}</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>Phone: {phone}</source>
        <translation>Telefon: {phone}</translation>
    </message>
    <message>
        <source>Phone ends in {digits}</source>
        <translation>Telefon endet auf {digits}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Notiz: {note}</translation>
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
        <translation>Export</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Calendar feed</source>
        <translation>Kalender-Abo</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>Was gewünscht ist</translation>
    </message>
    <message>
        <source>Export and import</source>
        <translation>Exportieren und importieren</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Datei speichern</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>Enter speichert sie, Esc schließt.</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>So behalten</translation>
    </message>
    <message>
        <source>Enter uses these settings, Escape changes nothing.</source>
        <translation>Enter behält es so, Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Look at the file</source>
        <translation>Datei prüfen</translation>
    </message>
    <message>
        <source>Enter looks at it, Escape leaves.</source>
        <translation>Enter prüft sie, Esc schließt.</translation>
    </message>
    <message>
        <source>The reservations are being read.</source>
        <translation>Die Reservierungen werden gelesen.</translation>
    </message>
    <message>
        <source>Type the whole path of the file, with its folders.</source>
        <translation>Geben Sie den ganzen Pfad der Datei ein, mit ihren Ordnern.</translation>
    </message>
    <message>
        <source>Choose the file that is to be imported.</source>
        <translation>Wählen Sie die Datei, die importiert werden soll.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>From the evening of</source>
        <translation>Vom Abend des</translation>
    </message>
    <message>
        <source>To the evening of</source>
        <translation>Bis zum Abend des</translation>
    </message>
    <message>
        <source>CSV for spreadsheets</source>
        <translation>CSV für Tabellen</translation>
    </message>
    <message>
        <source>Calendar (iCalendar)</source>
        <translation>Kalender (iCalendar)</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Every reservation of these evenings, with number, name and note. Whoever has the file can read them.</source>
        <translation>Alle Reservierungen dieser Abende, mit Nummer, Name und Notiz. Wer die Datei hat, kann sie lesen.</translation>
    </message>
</context>
<context>
    <name>FactsPage</name>
    <message>
        <source>Name of the restaurant</source>
        <translation>Name des Restaurants</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>Telefonnummer des Restaurants</translation>
    </message>
    <message>
        <source>Days that can be reserved ahead</source>
        <translation>Tage, die im Voraus reservierbar sind</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Change the time zone</source>
        <translation>Zeitzone ändern</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>Verstanden als {phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; check its digits.</source>
        <translation>Verstanden als {phone}. Das ist eine ungewöhnliche Nummer; prüfen Sie die Ziffern.</translation>
    </message>
    <message>
        <source>Always up to {day} at least.</source>
        <translation>Immer mindestens bis {day}.</translation>
    </message>
    <message>
        <source>No further days are opened for now. What is open already, up to {day}, can still be reserved; a closure takes it out.</source>
        <translation>Vorerst werden keine weiteren Tage geöffnet. Was bereits offen ist, bis {day}, kann weiterhin reserviert werden; eine Schließung nimmt es heraus.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
</context>
<context>
    <name>FeedKeeper</name>
    <message>
        <source>The database does not answer. The file is written as soon as it does.</source>
        <translation>Die Datenbank antwortet nicht. Sobald sie es tut, wird die Datei geschrieben.</translation>
    </message>
    <message>
        <source>The calendar file is not up to date. {why}</source>
        <translation>Die Kalenderdatei ist nicht aktuell. {why}</translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message>
        <source>Keep a calendar file up to date</source>
        <translation>Eine Kalenderdatei aktuell halten</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Numbers in full, and notes</source>
        <translation>Ganze Nummern, und Notizen</translation>
    </message>
    <message>
        <source>While this window is open, the file has the reservations from yesterday on. It changes a few seconds after something changed at any station. Calendars that subscribe to it show them. Names and party sizes are in it; of numbers the last four digits, unless you choose otherwise.</source>
        <translation>Solange dieses Fenster offen ist, stehen in der Datei die Reservierungen ab gestern. Sie ändert sich einige Sekunden, nachdem sich an einer Station etwas geändert hat. Kalender, die sie abonnieren, zeigen sie. Namen und Personenzahlen stehen darin; von Nummern die letzten vier Ziffern, wenn Sie es nicht anders wählen.</translation>
    </message>
</context>
<context>
    <name>FieldHead</name>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
</context>
<context>
    <name>ForgettingRow</name>
    <message>
        <source>Guests&apos; data…</source>
        <translation>Gästedaten…</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Old data of guests is erased on {day}.</source>
        <translation>Alte Gästedaten verschwinden am {day}.</translation>
    </message>
    <message>
        <source>Numbers, names and notes from before {day} ({n} entries of the book) go for good then, unless you choose another time.</source>
        <translation>Nummern, Namen und Notizen aus der Zeit vor {day} (Einträge im Buch: {n}) verschwinden dann endgültig, wenn Sie keine andere Zeit wählen.</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Reading {day}</source>
        <translation>{day} wird gelesen</translation>
    </message>
    <message>
        <source>Changes at other stations do not arrive here.</source>
        <translation>Änderungen an anderen Stationen kommen nicht an.</translation>
    </message>
    <message>
        <source>The day is read again every two seconds. Each table is checked when you reserve it.</source>
        <translation>Der Tag wird alle zwei Sekunden neu gelesen. Jeder Tisch wird beim Reservieren geprüft.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>The database answers slowly.</source>
        <translation>Die Datenbank antwortet langsam.</translation>
    </message>
    <message>
        <source>What you see may have changed. Each table is checked when you reserve it.</source>
        <translation>Was Sie sehen, kann sich geändert haben. Jeder Tisch wird beim Reservieren geprüft.</translation>
    </message>
    <message>
        <source>{day} cannot be read now.</source>
        <translation>{day} kann jetzt nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing can be shown yet. It is tried again every second.</source>
        <translation>Noch kann nichts gezeigt werden. Es wird jede Sekunde neu versucht.</translation>
    </message>
    <message>
        <source>Nothing new can be saved. It is tried again every second.</source>
        <translation>Nichts Neues kann gespeichert werden. Es wird jede Sekunde neu versucht.</translation>
    </message>
    <message>
        <source>You see the state of {time}. Nothing new can be saved. It is tried again every second.</source>
        <translation>Sie sehen den Stand von {time}. Nichts Neues kann gespeichert werden. Es wird jede Sekunde neu versucht.</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Erneut beitreten</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>Die Datenbank antwortet nicht.</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>The program was ended. What was half typed is back.</source>
        <translation>Das Programm wurde beendet. Was halb eingegeben war, ist wieder da.</translation>
    </message>
    <message>
        <source>This computer was switched off. What was half typed is back.</source>
        <translation>Dieser Rechner wurde ausgeschaltet. Was halb eingegeben war, ist wieder da.</translation>
    </message>
    <message>
        <source>The program was ended while a guest was half typed. Their hour is over; the next table you open offers to fill them in.</source>
        <translation>Das Programm wurde beendet, als ein Gast erst halb eingegeben war, für eine Stunde, die jetzt vorbei ist. Das Fenster des nächsten Tisches bietet an, ihn wieder einzutragen.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly. You are back where you were. Tab leads to the report, Escape puts this away.</source>
        <translation>Das Programm wurde unerwartet beendet. Sie sind wieder dort, wo Sie waren. Tab führt zum Bericht, Esc blendet dies aus.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Bericht zeigen</translation>
    </message>
</context>
<context>
    <name>Guest</name>
    <message>
        <source>Known guest: {name}.</source>
        <translation>Bekannter Gast: {name}.</translation>
    </message>
    <message>
        <source>Known guest.</source>
        <translation>Bekannter Gast.</translation>
    </message>
    <message>
        <source>Has an allergy.</source>
        <translation>Hat eine Allergie.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Noch kein Besuch.</translation>
    </message>
    <message>
        <source>Last note: {note}</source>
        <translation>Letzte Notiz: {note}</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>Noch kein Besuch</translation>
    </message>
    <message>
        <source>1 visit, on {day}</source>
        <translation>1 Besuch, am {day}</translation>
    </message>
    <message>
        <source>{n} visits, last on {day}</source>
        <translation>{n} Besuche, zuletzt am {day}</translation>
    </message>
    <message>
        <source>no missed reservations</source>
        <translation>kein No-Show</translation>
    </message>
    <message>
        <source>1 missed reservation</source>
        <translation>1 No-Show</translation>
    </message>
    <message>
        <source>{n} missed reservations</source>
        <translation>{n} No-Shows</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}.</source>
        <translation>Hat Tisch {table} am {day} um {hour} Uhr.</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}, and {n} more ahead.</source>
        <translation>Hat Tisch {table} am {day} um {hour} Uhr und {n} weitere danach.</translation>
    </message>
</context>
<context>
    <name>Guests</name>
    <message>
        <source>For ever</source>
        <translation>Für immer</translation>
    </message>
    <message>
        <source>{n} months</source>
        <translation>{n} Monate</translation>
    </message>
    <message>
        <source>Nothing in the book has this number.</source>
        <translation>Im Buch steht nichts unter dieser Nummer.</translation>
    </message>
    <message>
        <source>In the book there are:</source>
        <translation>Im Buch stehen:</translation>
    </message>
    <message>
        <source>Receipt: what was known of a guest was erased</source>
        <translation>Beleg: Was von einem Gast bekannt war, wurde gelöscht</translation>
    </message>
    <message>
        <source>Removed from the book:</source>
        <translation>Aus dem Buch entfernt:</translation>
    </message>
    <message>
        <source>What stays, and where:</source>
        <translation>Was bleibt, und wo:</translation>
    </message>
    <message>
        <source>Restaurant: {name}</source>
        <translation>Restaurant: {name}</translation>
    </message>
    <message>
        <source>Number: {number} (the whole of it is not kept)</source>
        <translation>Nummer: {number} (die ganze wird nicht aufbewahrt)</translation>
    </message>
    <message>
        <source>When: {day}, {time}, at {station}</source>
        <translation>Wann: {day}, {time}, an {station}</translation>
    </message>
    <message>
        <source>Receipt number: {id}</source>
        <translation>Belegnummer: {id}</translation>
    </message>
    <message>
        <source>Reservations with number, name and note: {n}</source>
        <translation>Reservierungen mit Nummer, Name und Notiz: {n}</translation>
    </message>
    <message>
        <source>Lines of the history: {n}</source>
        <translation>Zeilen des Verlaufs: {n}</translation>
    </message>
    <message>
        <source>Entries of the waitlist: {n}</source>
        <translation>Einträge der Warteliste: {n}</translation>
    </message>
    <message>
        <source>Texts about others that name the number: {n}</source>
        <translation>Texte über andere, in denen die Nummer steht: {n}</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Entries of this station&apos;s memory: {n}</source>
        <translation>Einträge, die sich diese Station gemerkt hat: {n}</translation>
    </message>
    <message>
        <source>Lines in the files of the old history: {n}</source>
        <translation>Zeilen in den Dateien des alten Verlaufs: {n}</translation>
    </message>
    <message>
        <source>Kept day sheets, made anew: {n}</source>
        <translation>Aufbewahrte Tageslisten, neu erstellt: {n}</translation>
    </message>
    <message>
        <source>Call lists and other kept sheets, deleted: {n}. A call list that is still needed can be made again.</source>
        <translation>Anruflisten und andere aufbewahrte Listen, gelöscht: {n}. Eine Anrufliste, die noch gebraucht wird, kann neu erstellt werden.</translation>
    </message>
    <message>
        <source>Names and last digits in the logs: {n}. It cannot be told for certain whose they are, so those of all guests were crossed out.</source>
        <translation>Namen und letzte Ziffern in den Protokollen: {n}. Wem sie gehören, ist nicht sicher zu sagen, darum wurden die aller Gäste unkenntlich gemacht.</translation>
    </message>
    <message>
        <source>Removed from the files of this station:</source>
        <translation>Aus den Dateien dieser Station entfernt:</translation>
    </message>
    <message>
        <source>Visits and missed reservations stay counted, under a code that only this book can work out from the number.</source>
        <translation>Besuche und No-Shows bleiben gezählt, unter einem Code, den nur dieses Buch aus der Nummer errechnen kann.</translation>
    </message>
    <message>
        <source>Other stations remove it from their own files when they hear of it, at the latest when they are started next.</source>
        <translation>Andere Stationen entfernen es aus ihren eigenen Dateien, sobald sie davon erfahren, spätestens bei ihrem nächsten Start.</translation>
    </message>
    <message>
        <source>The database&apos;s own log of changes, and free places in its files, hold it until they are written over.</source>
        <translation>Das Änderungsprotokoll der Datenbank und freie Stellen in ihren Dateien enthalten es, bis sie überschrieben werden.</translation>
    </message>
    <message>
        <source>What was printed, exported or saved elsewhere by hand, and an evening that is being rehearsed, is out of reach.</source>
        <translation>Was gedruckt, exportiert oder von Hand anderswo gespeichert wurde, und ein Abend, der gerade geprobt wird, sind außer Reichweite.</translation>
    </message>
    <message>
        <source>Files of the old history that cannot be read any more: {n}.</source>
        <translation>Dateien des alten Verlaufs, die nicht mehr lesbar sind: {n}.</translation>
    </message>
    <message>
        <source>New entries made meanwhile, kept: {n}.</source>
        <translation>Inzwischen neu eingetragen, was bleibt: {n}.</translation>
    </message>
    <message>
        <source>Backups that were made before hold it ({n} on this machine). Daily ones go after two weeks, all others when somebody deletes them. If one is restored, erase the guest again.</source>
        <translation>Sicherungen, die vorher erstellt wurden, enthalten es ({n} auf diesem Rechner). Tägliche verschwinden nach zwei Wochen, alle anderen, wenn jemand sie löscht. Wird eine wiederhergestellt, ist der Gast erneut zu löschen.</translation>
    </message>
</context>
<context>
    <name>GuestsDialog</name>
    <message>
        <source>Guests&apos; data</source>
        <translation>Gästedaten</translation>
    </message>
    <message>
        <source>The number, name, note and allergy of whoever reserved or waited.</source>
        <translation>Nummer, Name, Notiz und Allergie aller, die reserviert oder gewartet haben.</translation>
    </message>
    <message>
        <source>How long it stays</source>
        <translation>Wie lange es bleibt</translation>
    </message>
    <message>
        <source>Then it goes by itself, whole months at a time, also from the history. Visits and missed reservations stay counted. Guests with a reservation ahead, or on the waitlist, are kept.</source>
        <translation>Dann verschwindet es von selbst, monatsweise, auch aus dem Verlauf. Besuche und No-Shows bleiben gezählt. Von Gästen, die erwartet werden oder auf der Warteliste stehen, verschwindet nichts.</translation>
    </message>
    <message>
        <source>Erase one guest: the phone number</source>
        <translation>Einen Gast löschen: die Telefonnummer</translation>
    </message>
    <message>
        <source>First it is only looked for. Nothing is erased yet.</source>
        <translation>Zuerst wird nur gesucht. Gelöscht wird noch nichts.</translation>
    </message>
    <message>
        <source>From now on it stays for {months}.</source>
        <translation>Ab jetzt bleibt es {months}.</translation>
    </message>
    <message>
        <source>From now on it stays for ever.</source>
        <translation>Ab jetzt bleibt es für immer.</translation>
    </message>
    <message>
        <source>Erase this guest</source>
        <translation>Diesen Gast löschen</translation>
    </message>
    <message>
        <source>What is erased does not come back.</source>
        <translation>Was gelöscht ist, kommt nicht wieder.</translation>
    </message>
    <message>
        <source>Erase it for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Enter leaves, and nothing is erased.</source>
        <translation>Enter schließt, und nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Beleg speichern</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>Enter speichert ihn, Esc schließt.</translation>
    </message>
    <message>
        <source>Look for it</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Enter looks, Escape leaves.</source>
        <translation>Enter sucht, Esc schließt.</translation>
    </message>
    <message>
        <source>The guest is being erased.</source>
        <translation>Der Gast wird gelöscht.</translation>
    </message>
    <message>
        <source>Erase all that is known of this guest, in every restaurant of the book? It does not come back. Call lists that are kept as PDF go as well, whoever is on them.</source>
        <translation>Alles löschen, was über diesen Gast bekannt ist, in allen Restaurants des Buchs? Es kommt nicht wieder. Anruflisten, die als PDF aufbewahrt sind, verschwinden ebenfalls, wer auch immer darauf steht.</translation>
    </message>
    <message>
        <source>The whole book is being looked through.</source>
        <translation>Das ganze Buch wird durchgesehen.</translation>
    </message>
    <message>
        <source>Type the whole phone number of the guest.</source>
        <translation>Bitte die ganze Telefonnummer des Gastes eingeben.</translation>
    </message>
    <message>
        <source>What is older than {months} goes for good within the hour.</source>
        <translation>Was älter ist als {months}, verschwindet binnen einer Stunde endgültig.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>HeldSide</name>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Cancel this reservation</source>
        <translation>Diese Reservierung stornieren</translation>
    </message>
    <message>
        <source>Another guest holds table {table} now.</source>
        <translation>Tisch {table} gehört jetzt einem anderen Gast.</translation>
    </message>
    <message>
        <source>This reservation is gone, and its hour with it.</source>
        <translation>Diese Reservierung gibt es nicht mehr, und ihre Stunde auch nicht.</translation>
    </message>
    <message>
        <source>This reservation is gone. Table {table} is free.</source>
        <translation>Diese Reservierung gibt es nicht mehr. Tisch {table} ist frei.</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>Cancelling the reservation of table {table}.</source>
        <translation>Die Reservierung von Tisch {table} wird storniert.</translation>
    </message>
    <message>
        <source>This table is marked as taken, but nobody is in the book.</source>
        <translation>Dieser Tisch gilt als vergeben, aber niemand steht im Buch.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Nothing is final: what was done last stands below with Undo.</source>
        <translation>Nichts ist endgültig: Was zuletzt getan wurde, steht unten mit „Rückgängig“.</translation>
    </message>
    <message>
        <source>Escape leaves. Other keys: in the settings</source>
        <translation>Esc schließt. Andere Tasten: in den Einstellungen</translation>
    </message>
    <message>
        <source>What is free for a party of 4</source>
        <translation>Was für 4 frei ist</translation>
    </message>
    <message>
        <source>What is free for 4 around 20:00</source>
        <translation>Was für 4 um 20:00 Uhr frei ist</translation>
    </message>
    <message>
        <source>Reserve it, in any order: Enter shows the best table, Enter takes it</source>
        <translation>Reservieren, in beliebiger Reihenfolge: Enter zeigt den besten Tisch, Enter nimmt ihn</translation>
    </message>
    <message>
        <source>Seat 4 who walk in: Enter, no phone needed</source>
        <translation>Walk-in, 4 Personen: Enter genügt</translation>
    </message>
    <message>
        <source>4 guests 8 pm</source>
        <translation>4 Personen um 20 Uhr</translation>
    </message>
    <message>
        <source>The same in words</source>
        <translation>Dasselbe in Worten</translation>
    </message>
    <message>
        <source>fri 4 8pm</source>
        <translation>fr 4 20</translation>
    </message>
    <message>
        <source>The same on another day; also: tomorrow</source>
        <translation>Dasselbe an einem anderen Tag; auch: morgen</translation>
    </message>
    <message>
        <source>The reservation whose phone ends so</source>
        <translation>Die Reservierung, deren Nummer so endet</translation>
    </message>
    <message>
        <source>The reservations with this anywhere in the name</source>
        <translation>Die Reservierungen mit diesem Stück im Namen</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{when}: {sentence}. {undone}.</source>
        <translation>{when}: {sentence}. {undone}.</translation>
    </message>
    <message>
        <source>{when}: {sentence}.</source>
        <translation>{when}: {sentence}.</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Ein anderes Programm</translation>
    </message>
    <message>
        <source>{host} at {station}</source>
        <translation>{host} an {station}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{who} changed the clock; {party} keeps its hour, {place}</source>
        <translation>{who}: Uhr geändert; {party} behält die Stunde, {place}</translation>
    </message>
    <message>
        <source>Undone {when} by {who}</source>
        <translation>Rückgängig gemacht {when} von {who}</translation>
    </message>
    <message>
        <source>a guest whose data were erased</source>
        <translation>Gast mit gelöschten Daten</translation>
    </message>
    <message>
        <source>a guest without a name</source>
        <translation>Gast ohne Namen</translation>
    </message>
    <message>
        <source>{name}, party of {n}</source>
        <translation>{name} ({n} Pers.)</translation>
    </message>
    <message>
        <source>table {table} at {hour}</source>
        <translation>Tisch {table} um {hour} Uhr</translation>
    </message>
    <message>
        <source>table {table} at {hour} on {day}</source>
        <translation>Tisch {table} um {hour} Uhr am {day}</translation>
    </message>
    <message>
        <source>{hour} on {day}</source>
        <translation>{hour} Uhr am {day}</translation>
    </message>
    <message>
        <source>{who} set the restaurant up</source>
        <translation>{who}: Restaurant eingerichtet</translation>
    </message>
    <message>
        <source>{who} added tables</source>
        <translation>{who}: Tische hinzugefügt</translation>
    </message>
    <message>
        <source>{who} picked the time zone</source>
        <translation>{who}: Zeitzone gewählt</translation>
    </message>
    <message>
        <source>{who} changed the restaurant: its name, hours, closures or tables</source>
        <translation>{who}: Restaurant geändert (Name, Zeiten, Schließtage oder Tische)</translation>
    </message>
    <message>
        <source>{who} set the manager&apos;s PIN, or switched it off</source>
        <translation>{who}: PIN der Leitung festgelegt oder abgeschaltet</translation>
    </message>
    <message>
        <source>{who} cleared the manager&apos;s PIN</source>
        <translation>{who}: PIN der Leitung gelöscht</translation>
    </message>
    <message>
        <source>{who} erased what was known of a guest</source>
        <translation>{who}: gelöscht, was von einem Gast bekannt war</translation>
    </message>
    <message>
        <source>{who} changed for how long guests are known</source>
        <translation>{who}: geändert, wie lange Gäste bekannt bleiben</translation>
    </message>
    <message>
        <source>{who} changed the book</source>
        <translation>{who}: Buch geändert</translation>
    </message>
    <message>
        <source>{who} put the book right for {place}</source>
        <translation>{who}: Buch berichtigt für {place}</translation>
    </message>
    <message>
        <source>Not in the book</source>
        <translation>Nicht im Buch</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>für {n}</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>note: {note}</source>
        <translation>Notiz: {note}</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>kein Name</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Nummer</translation>
    </message>
    <message>
        <source>party not said</source>
        <translation>Personenzahl nicht angegeben</translation>
    </message>
    <message>
        <source>no allergy</source>
        <translation>keine Allergie</translation>
    </message>
    <message>
        <source>called</source>
        <translation>angerufen</translation>
    </message>
    <message>
        <source>not called</source>
        <translation>nicht angerufen</translation>
    </message>
    <message>
        <source>no note</source>
        <translation>keine Notiz</translation>
    </message>
    <message>
        <source>{who} reserved {place} for {party}</source>
        <translation>{who}: {place} reserviert für {party}</translation>
    </message>
    <message>
        <source>{who} seated {party}, without a reservation: {place}</source>
        <translation>{who}: {party} ohne Reservierung platziert, {place}</translation>
    </message>
    <message>
        <source>{who} cancelled the reservation of {party}, for {place}</source>
        <translation>{who}: Reservierung von {party} storniert, {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as a no-show</source>
        <translation>{who}: {party}, {place}, als No-Show markiert</translation>
    </message>
    <message>
        <source>{who} released {place} early: {party}, had left</source>
        <translation>{who}: {place} vorzeitig freigegeben, gegangen: {party}</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place}</source>
        <translation>{who}: {party} auf die Warteliste für {place} gesetzt</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place}</source>
        <translation>{who}: {party} von der Warteliste für {place} genommen</translation>
    </message>
    <message>
        <source>{who} passed {party} over on the waitlist of {place}</source>
        <translation>{who}: {party} auf der Warteliste für {place} übergangen</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place} again</source>
        <translation>{who}: {party} wieder von der Warteliste für {place} genommen</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place} again</source>
        <translation>{who}: {party} wieder auf die Warteliste für {place} gesetzt</translation>
    </message>
    <message>
        <source>{who} undid the reservation of {party}, for {place}</source>
        <translation>{who}: Reservierung von {party} rückgängig gemacht, {place}</translation>
    </message>
    <message>
        <source>{who} brought back the reservation of {party}, for {place}</source>
        <translation>{who}: Reservierung von {party} wiederhergestellt, {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from {old_place} to {place}</source>
        <translation>{who}: {party} umgesetzt, von {old_place} zu {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from table {old_table} to {place}</source>
        <translation>{who}: {party} umgesetzt, von Tisch {old_table} zu {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status}</source>
        <translation>{who}: {party}, {place}, Status „{status}“</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}</source>
        <translation>{who}: {what} von {party} geändert, {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from {old_place} to {place}</source>
        <translation>{who}: {party} wieder umgesetzt, von {old_place} zurück zu {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from table {old_table} to {place}</source>
        <translation>{who}: {party} wieder umgesetzt, von Tisch {old_table} zurück zu {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status} again</source>
        <translation>{who}: {party}, {place}, wieder Status „{status}“</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}, back</source>
        <translation>{who}: {what} von {party} zurückgeändert, {place}</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has not been called</source>
        <translation>{who}: vermerkt, dass {party}, {place}, nicht angerufen wurde</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has been called</source>
        <translation>{who}: vermerkt, dass {party}, {place}, angerufen wurde</translation>
    </message>
    <message>
        <source>the number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>the party size</source>
        <translation>Personenzahl</translation>
    </message>
    <message>
        <source>the allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>All tables, {day}</source>
        <translation>Alle Tische, {day}</translation>
    </message>
    <message>
        <source>History of {day}</source>
        <translation>Verlauf vom {day}</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>Alle Tische</translation>
    </message>
    <message>
        <source>Nothing has been done with this day yet</source>
        <translation>An diesem Tag wurde noch nichts getan</translation>
    </message>
    <message>
        <source>What hosts do at any station is listed here.</source>
        <translation>Hier steht, was an allen Stationen getan wird.</translation>
    </message>
    <message>
        <source>Table {table}, {day}</source>
        <translation>Tisch {table}, {day}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
    <message>
        <source>History of table {table}</source>
        <translation>Verlauf von Tisch {table}</translation>
    </message>
    <message>
        <source>Nothing has been done with this table on this day</source>
        <translation>Mit diesem Tisch wurde an diesem Tag nichts getan</translation>
    </message>
    <message>
        <source>Choose Day to see what was done with the others.</source>
        <translation>Wählen Sie „Tag“, um zu sehen, was mit den anderen getan wurde.</translation>
    </message>
    <message>
        <source>Table {table} at {hour}</source>
        <translation>Tisch {table} um {hour} Uhr</translation>
    </message>
    <message>
        <source>History of table {table} at {hour}</source>
        <translation>Verlauf von Tisch {table} um {hour} Uhr</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Nothing has been done with this table in this hour</source>
        <translation>Mit diesem Tisch wurde in dieser Stunde nichts getan</translation>
    </message>
    <message>
        <source>Choose Table to see its whole day.</source>
        <translation>Wählen Sie „Tisch“, um seinen ganzen Tag zu sehen.</translation>
    </message>
    <message>
        <source>{party}: table {table} at {hour} on {day}</source>
        <translation>{party}: Tisch {table} um {hour} Uhr am {day}</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>This reservation</source>
        <translation>Diese Reservierung</translation>
    </message>
    <message>
        <source>History of this reservation</source>
        <translation>Verlauf dieser Reservierung</translation>
    </message>
    <message>
        <source>Nothing is known of this reservation</source>
        <translation>Über diese Reservierung ist nichts bekannt</translation>
    </message>
    <message>
        <source>It was made by another program, which tells no history.</source>
        <translation>Sie kommt aus einem anderen Programm, das keinen Verlauf führt.</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>As it was</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>{day} as it stood at any minute</source>
        <translation>{day}, der Stand in jeder Minute</translation>
    </message>
    <message>
        <source>Whose history</source>
        <translation>Wessen Verlauf</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Enter undoes it, Escape leaves.</source>
        <translation>Enter macht es rückgängig, Esc schließt.</translation>
    </message>
    <message>
        <source>{day} as it was</source>
        <translation>{day}, wie es damals war</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>Alle Tische</translation>
    </message>
    <message>
        <source>Arrow keys go minute by minute, Page keys hour by hour.</source>
        <translation>Pfeiltasten gehen minutenweise, Bild-Tasten stundenweise.</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Der Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>Der Verlauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Before: {facts}</source>
        <translation>Davor: {facts}</translation>
    </message>
    <message>
        <source>After: {facts}</source>
        <translation>Danach: {facts}</translation>
    </message>
    <message>
        <source>Pick a line to see how it was before and after.</source>
        <translation>Wählen Sie eine Zeile, um Davor und Danach zu sehen.</translation>
    </message>
    <message>
        <source>Taking it back.</source>
        <translation>Es wird rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Undo it all the same</source>
        <translation>Trotzdem rückgängig machen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>HolderView</name>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>Nummer, Name, Notiz, Allergie, Anzahl ändern</translation>
    </message>
    <message>
        <source>A guest without a number</source>
        <translation>Ein Gast ohne Nummer</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>1 guest</source>
        <translation>1 Gast</translation>
    </message>
    <message>
        <source>{party} guests</source>
        <translation>{party} Gäste</translation>
    </message>
    <message>
        <source>Yes, as the note says</source>
        <translation>Ja, siehe Notiz</translation>
    </message>
    <message>
        <source>Yes, but no note says what</source>
        <translation>Ja, aber keine Notiz sagt, welche</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>anderes Programm</translation>
    </message>
    <message>
        <source>{station} (this station)</source>
        <translation>{station} (diese Station)</translation>
    </message>
</context>
<context>
    <name>HostActs</name>
    <message>
        <source>Reserved at {house}: {facts}.</source>
        <translation>Reserviert bei {house}: {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Reserviert: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>Sitzt: {facts}.</translation>
    </message>
    <message>
        <source>Seated at {house}: {facts}.</source>
        <translation>Sitzt bei {house}: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled at {house}: {facts}.</source>
        <translation>Storniert bei {house}: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>Storniert: {facts}.</translation>
    </message>
    <message>
        <source>Changed, no allergy any more: {facts}.</source>
        <translation>Geändert, keine Allergie mehr: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}, no allergy any more: {facts}.</source>
        <translation>Geändert bei {house}, keine Allergie mehr: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}: {facts}.</source>
        <translation>Geändert bei {house}: {facts}.</translation>
    </message>
    <message>
        <source>Changed: {facts}.</source>
        <translation>Geändert: {facts}.</translation>
    </message>
    <message>
        <source>Moved at {house}: {facts}.</source>
        <translation>Umgesetzt bei {house}: {facts}.</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>Umgesetzt: {facts}.</translation>
    </message>
    <message>
        <source>Undone: {sentence}.</source>
        <translation>Rückgängig gemacht: {sentence}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation>Wann haben Sie geöffnet?</translation>
    </message>
    <message>
        <source>Every reservation lasts an hour and begins on the hour. It is the same every day of the week.</source>
        <translation>Jede Reservierung dauert eine Stunde und beginnt zur vollen Stunde. Das gilt an jedem Wochentag.</translation>
    </message>
    <message>
        <source>First pick two different hours</source>
        <translation>Zuerst zwei verschiedene Stunden wählen</translation>
    </message>
    <message>
        <source>Next: time zone</source>
        <translation>Weiter: Zeitzone</translation>
    </message>
</context>
<context>
    <name>HoursPicker</name>
    <message>
        <source>Guests can reserve</source>
        <translation>Gäste können reservieren</translation>
    </message>
    <message>
        <source>After midnight, still the same evening</source>
        <translation>Nach Mitternacht, noch derselbe Abend</translation>
    </message>
    <message>
        <source>Open around the clock.</source>
        <translation>Rund um die Uhr geöffnet.</translation>
    </message>
    <message>
        <source>Closes at midnight.</source>
        <translation>Schließt um Mitternacht.</translation>
    </message>
    <message>
        <source>Closes at {hour} the next day.</source>
        <translation>Schließt um {hour} Uhr am nächsten Tag.</translation>
    </message>
    <message>
        <source>Closes at {hour}.</source>
        <translation>Schließt um {hour} Uhr.</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>Opens at</source>
        <translation>Öffnet um</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>Schließt um</translation>
    </message>
    <message>
        <source>{day}: {what}</source>
        <translation>{day}: {what}</translation>
    </message>
    <message>
        <source>24:00, midnight</source>
        <translation>24:00, Mitternacht</translation>
    </message>
    <message>
        <source>{hour}, the next day</source>
        <translation>{hour} am nächsten Tag</translation>
    </message>
</context>
<context>
    <name>House</name>
    <message>
        <source>the name</source>
        <translation>der Name</translation>
    </message>
    <message>
        <source>the phone number</source>
        <translation>die Telefonnummer</translation>
    </message>
    <message>
        <source>the days ahead</source>
        <translation>die Tage im Voraus</translation>
    </message>
    <message>
        <source>the usual hours</source>
        <translation>die üblichen Zeiten</translation>
    </message>
    <message>
        <source>the hours of weekdays</source>
        <translation>die Zeiten der Wochentage</translation>
    </message>
    <message>
        <source>the closures</source>
        <translation>die Schließtage</translation>
    </message>
    <message>
        <source>the tables</source>
        <translation>die Tische</translation>
    </message>
</context>
<context>
    <name>HouseActs</name>
    <message>
        <source>The clock is changed; every reservation keeps its hour.</source>
        <translation>Die Uhr ist geändert; jede Zusage hat ihre Stunde behalten.</translation>
    </message>
</context>
<context>
    <name>HouseDialog</name>
    <message>
        <source>House</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>Öffnungszeiten</translation>
    </message>
    <message>
        <source>Closures</source>
        <translation>Schließtage</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tische</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Nothing is saved before you have seen which guests are affected.</source>
        <translation>Nichts wird gespeichert, bevor Sie gesehen haben, wen es trifft.</translation>
    </message>
    <message>
        <source>What you saved before is done: {facts}. It is shown as it is now.</source>
        <translation>Was Sie zuvor gespeichert haben, ist erledigt: {facts}. Hier steht der jetzige Stand.</translation>
    </message>
    <message>
        <source>Changed at another station meanwhile: {facts}. It is shown as it is now.</source>
        <translation>Inzwischen an einer anderen Station geändert: {facts}. Hier steht der jetzige Stand.</translation>
    </message>
    <message>
        <source>Hours, closures and tables</source>
        <translation>Öffnungszeiten, Schließtage und Tische</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be saved now; what you typed stays.</source>
        <translation>Die Datenbank antwortet nicht. Jetzt kann nichts gespeichert werden; was Sie eingegeben haben, bleibt.</translation>
    </message>
    <message>
        <source>To be changed: {facts}.</source>
        <translation>Wird geändert: {facts}.</translation>
    </message>
    <message>
        <source>It is not known whether what you saved before is done. Press Save to find out.</source>
        <translation>Es ist nicht bekannt, ob erledigt ist, was Sie zuvor gespeichert haben. „Speichern“ klärt es.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Finding out what is saved</source>
        <translation>Es wird nachgesehen, was gespeichert ist</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>Es wird nachgesehen, wen es trifft</translation>
    </message>
    <message>
        <source>Saving, and bringing the hours ahead in line</source>
        <translation>Wird gespeichert, und die kommenden Stunden werden angeglichen</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>Gespeichert. Die Stunden von Tag {number} von {total} werden angelegt.</translation>
    </message>
    <message>
        <source>Saved: {facts}.</source>
        <translation>Gespeichert: {facts}.</translation>
    </message>
    <message>
        <source>What you changed is not saved. Press Leave again to discard it.</source>
        <translation>Was Sie geändert haben, ist nicht gespeichert. Schließen Sie noch einmal, um es zu verwerfen.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>HouseMenu</name>
    <message>
        <source>Undo the last act</source>
        <translation>Letzten Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>Waitlist</source>
        <translation>Warteliste</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>Buch neu lesen</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>Tagesliste drucken oder speichern</translation>
    </message>
    <message>
        <source>Day sheet options…</source>
        <translation>Einstellungen der Tagesliste…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Initials…</source>
        <translation>Kürzel…</translation>
    </message>
    <message>
        <source>Switch restaurant…</source>
        <translation>Restaurant wechseln…</translation>
    </message>
    <message>
        <source>House</source>
        <translation>Haus</translation>
    </message>
    <message>
        <source>Hours, closures and tables…</source>
        <translation>Öffnungszeiten, Schließtage und Tische…</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Guests&apos; data…</source>
        <translation>Gästedaten…</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN…</source>
        <translation>PIN der Leitung…</translation>
    </message>
    <message>
        <source>Reports and lists</source>
        <translation>Berichte und Listen</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Export and import…</source>
        <translation>Exportieren und importieren…</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>New restaurant…</source>
        <translation>Neues Restaurant…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Stationen</translation>
    </message>
    <message>
        <source>Database…</source>
        <translation>Datenbank…</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>Bericht für den Support</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über das Programm</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Find and cancel a reservation…</source>
        <translation>Reservierung suchen und stornieren…</translation>
    </message>
    <message>
        <source>Cancel the reservation of table {table}, {hour}</source>
        <translation>Reservierung an Tisch {table}, {hour} stornieren</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>{day}, {hour}, {name}, party of {party}</source>
        <translation>{day}, {hour}, {name}, für {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, für {party}</translation>
    </message>
    <message>
        <source>Row {row}: {title}. {sentence}</source>
        <translation>Zeile {row}: {title}. {sentence}</translation>
    </message>
    <message>
        <source>Would be reserved at table {table}.</source>
        <translation>Würde an Tisch {table} reserviert.</translation>
    </message>
    <message>
        <source>Reserved at table {table}.</source>
        <translation>An Tisch {table} reserviert.</translation>
    </message>
    <message>
        <source>It is not known whether this was saved. Press Go on to find out.</source>
        <translation>Es ist nicht bekannt, ob dies gespeichert wurde. „Weitermachen“ klärt es.</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Nicht versucht.</translation>
    </message>
    <message>
        <source>Day and hour</source>
        <translation>Tag und Uhrzeit</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Personenzahl</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Id of this program</source>
        <translation>Kennung dieses Programms</translation>
    </message>
    <message>
        <source>would be reserved</source>
        <translation>würde reserviert</translation>
    </message>
    <message>
        <source>in the book already</source>
        <translation>schon im Buch</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>nicht versucht</translation>
    </message>
    <message>
        <source>Say which column holds: {fields}.</source>
        <translation>Sagen Sie, in welcher Spalte steht: {fields}.</translation>
    </message>
    <message>
        <source>There is nothing in this file that could be reserved.</source>
        <translation>In dieser Datei ist nichts, was reserviert werden könnte.</translation>
    </message>
    <message>
        <source>Rows that would be reserved: {would}. In the book already: {there}. Refused: {refused}.</source>
        <translation>Zeilen, die reserviert würden: {would}. Schon im Buch: {there}. Abgelehnt: {refused}.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Several tables for one number in an hour</source>
        <translation>Mehrere Tische für eine Nummer in einer Stunde</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>Nicht reserviert</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>Welche Zeilen zu sehen sind</translation>
    </message>
    <message>
        <source>Import reservations</source>
        <translation>Reservierungen importieren</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>Die Datei wird gelesen.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Say whether days such as 3/4/2026 begin with the day or with the month.</source>
        <translation>Sagen Sie, ob Tage wie 3/4/2026 mit dem Tag oder mit dem Monat beginnen.</translation>
    </message>
    <message>
        <source>Look at the rows</source>
        <translation>Zeilen prüfen</translation>
    </message>
    <message>
        <source>Nothing is written yet. Escape leaves.</source>
        <translation>Noch ist nichts eingetragen. Esc schließt.</translation>
    </message>
    <message>
        <source>The rows are being looked at.</source>
        <translation>Die Zeilen werden geprüft.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>Angehalten. Nichts wurde eingetragen.</translation>
    </message>
    <message>
        <source>To be reserved</source>
        <translation>Zu reservieren</translation>
    </message>
    <message>
        <source>Reserve {count}</source>
        <translation>{count} reservieren</translation>
    </message>
    <message>
        <source>Nothing is written yet. Enter reserves, Escape leaves.</source>
        <translation>Noch ist nichts eingetragen. Enter reserviert, Esc schließt.</translation>
    </message>
    <message>
        <source>The rows are being reserved.</source>
        <translation>Die Zeilen werden reserviert.</translation>
    </message>
    <message>
        <source>Save this list</source>
        <translation>Diese Liste speichern</translation>
    </message>
    <message>
        <source>Enter saves the list, Escape leaves.</source>
        <translation>Enter speichert die Liste, Esc schließt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Stopped. Reserved: {reserved}. Not tried yet: {left}.</source>
        <translation>Angehalten. Reserviert: {reserved}. Noch nicht versucht: {left}.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}. Refused: {refused}; the list says why.</source>
        <translation>Reserviert: {reserved}. Abgelehnt: {refused}; die Liste sagt, warum.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}.</source>
        <translation>Reserviert: {reserved}.</translation>
    </message>
    <message>
        <source>The list is saved: {file}</source>
        <translation>Die Liste ist gespeichert: {file}</translation>
    </message>
    <message>
        <source>The list is being saved.</source>
        <translation>Die Liste wird gespeichert.</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}: {count}</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>A CSV file with one reservation in each row, from this program, another one or a spreadsheet. First you see what would happen to each row; nothing is written before you say so.</source>
        <translation>Eine CSV-Datei mit einer Reservierung in jeder Zeile, aus diesem Programm, einem anderen oder einer Tabellenkalkulation. Zuerst sehen Sie, was mit jeder Zeile geschehen würde; nichts wird eingetragen, bevor Sie es sagen.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt *.tsv);;All files (*)</source>
        <translation>CSV-Dateien (*.csv *.txt *.tsv);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>InitialsDialog</name>
    <message>
        <source>Who is at {station}?</source>
        <translation>Wer ist an {station}?</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>They stand in the history beside all that is done at this station, until others are typed. Leave it empty for no initials.</source>
        <translation>Es steht im Verlauf neben allem, was an dieser Station getan wird, bis ein anderes eingegeben wird. Leer bedeutet: kein Kürzel.</translation>
    </message>
    <message>
        <source>Use these initials</source>
        <translation>Dieses Kürzel verwenden</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>Enter speichert, Esc schließt.</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Join a restaurant</source>
        <translation>Einem Restaurant beitreten</translation>
    </message>
    <message>
        <source>This machine then uses the book of the first one, together with it.</source>
        <translation>Dieser Rechner benutzt dann das Buch des ersten, gemeinsam mit ihm.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>At the first machine, open the menu, choose Set-up and Stations, then “Add a station”. Capitals, spaces and dashes do not matter.</source>
        <translation>Wählen Sie am ersten Rechner im Menü „Einrichtung“ und „Stationen“, dann „Station hinzufügen“. Groß- und Kleinschreibung, Leerzeichen und Striche spielen keine Rolle.</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Name dieser Station</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Enter joins, Escape leaves.</source>
        <translation>Enter tritt bei, Esc schließt.</translation>
    </message>
    <message>
        <source>Type the code that the first machine shows.</source>
        <translation>Geben Sie den Code ein, den der erste Rechner zeigt.</translation>
    </message>
    <message>
        <source>A station needs a name, so that the others know it.</source>
        <translation>Eine Station braucht einen Namen, damit die anderen sie kennen.</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Beitritt läuft</translation>
    </message>
</context>
<context>
    <name>KeyCatcher</name>
    <message>
        <source>Press a key</source>
        <translation>Taste drücken</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Begin a line with it, from anywhere in the window</source>
        <translation>Eingabezeile beginnen, von überall im Fenster</translation>
    </message>
    <message>
        <source>Go to the line; once more brings back what was left off</source>
        <translation>Zur Eingabezeile; noch einmal bringt zurück, was liegen blieb</translation>
    </message>
    <message>
        <source>Take the first answer, or do what the chosen one says</source>
        <translation>Die erste Antwort nehmen oder tun, was die gewählte sagt</translation>
    </message>
    <message>
        <source>After a digit: seat a walk-in; after a full hour: put on the waitlist</source>
        <translation>Nach Ziffer: Walk-in platzieren; wenn ausgebucht: auf die Warteliste</translation>
    </message>
    <message>
        <source>Show the reservation that was found</source>
        <translation>Die gefundene Reservierung zeigen</translation>
    </message>
    <message>
        <source>Leave the line, back to where you were</source>
        <translation>Eingabezeile verlassen, zurück wie zuvor</translation>
    </message>
    <message>
        <source>Go through a list or the timeline</source>
        <translation>Durch eine Liste oder den Zeitplan gehen</translation>
    </message>
    <message>
        <source>Open the row; on the strip of who is due: the next step</source>
        <translation>Die Zeile öffnen; bei den Erwarteten: der nächste Schritt</translation>
    </message>
    <message>
        <source>Go to the next part of the window, or back</source>
        <translation>Zum nächsten Bereich oder zurück</translation>
    </message>
    <message>
        <source>The next step: has arrived, is seated, is done</source>
        <translation>Der nächste Schritt: da, sitzt, fertig</translation>
    </message>
    <message>
        <source>Cancel the reservation; where none is picked, look for one</source>
        <translation>Reservierung stornieren; ohne Auswahl eine suchen</translation>
    </message>
    <message>
        <source>No-show: gives the table back</source>
        <translation>No-Show: gibt den Tisch frei</translation>
    </message>
    <message>
        <source>Has left early: gives the table back</source>
        <translation>Früher gegangen: gibt den Tisch frei</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>Nummer, Name, Notiz, Allergie, Anzahl ändern</translation>
    </message>
    <message>
        <source>Move to another table or hour, by arrows; M on the timeline</source>
        <translation>Umsetzen: anderer Tisch oder Stunde, Pfeile; M im Zeitplan</translation>
    </message>
    <message>
        <source>Undo the last act</source>
        <translation>Letzten Schritt rückgängig machen</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>The day before; in a list also Left</source>
        <translation>Der Tag davor; in einer Liste auch Links</translation>
    </message>
    <message>
        <source>The day after; in a list also Right</source>
        <translation>Der Tag danach; in einer Liste auch Rechts</translation>
    </message>
    <message>
        <source>Today, at the running hour</source>
        <translation>Heute, zur laufenden Stunde</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>Buch neu lesen</translation>
    </message>
    <message>
        <source>Who waits for the hour that is picked, or the running one</source>
        <translation>Wer auf die gewählte oder laufende Stunde wartet</translation>
    </message>
    <message>
        <source>A table is free: reserve it for the next on the waitlist</source>
        <translation>Freier Tisch: für die Nächsten auf der Warteliste reservieren</translation>
    </message>
    <message>
        <source>Pass over the next on the waitlist</source>
        <translation>Die Nächsten der Warteliste übergehen</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>Tagesliste drucken oder speichern</translation>
    </message>
    <message>
        <source>Who did what: with what is picked, its table, the day</source>
        <translation>Wer was getan hat: mit der Auswahl, ihrem Tisch, dem Tag</translation>
    </message>
    <message>
        <source>The initials of who is at this station</source>
        <translation>Das Kürzel der Person an dieser Station</translation>
    </message>
    <message>
        <source>All keys, and what can be typed</source>
        <translation>Alle Tasten, und was eingegeben werden kann</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The menu</source>
        <translation>Das Menü</translation>
    </message>
    <message>
        <source>End the program</source>
        <translation>Programm beenden</translation>
    </message>
    <message>
        <source>Do what the filled button says</source>
        <translation>Tun, was der gefüllte Knopf sagt</translation>
    </message>
    <message>
        <source>Leave, nothing is done</source>
        <translation>Schließen, nichts geschieht</translation>
    </message>
    <message>
        <source>Take what is offered: the nearest other table, or the guest typed just now</source>
        <translation>Das Angebot annehmen: den nächsten anderen Tisch oder den eben eingegebenen Gast</translation>
    </message>
    <message>
        <source>Take the second other table</source>
        <translation>Den zweiten anderen Tisch nehmen</translation>
    </message>
    <message>
        <source>Take the third other table</source>
        <translation>Den dritten anderen Tisch nehmen</translation>
    </message>
    <message>
        <source>Needs attention: the guest has been called</source>
        <translation>Zu klären: Der Gast wurde angerufen</translation>
    </message>
    <message>
        <source>{words} ({key})</source>
        <translation>{words} ({key})</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Type anywhere: the line</source>
        <translation>Überall tippen: die Eingabezeile</translation>
    </message>
    <message>
        <source>Lists and timeline</source>
        <translation>Listen und Zeitplan</translation>
    </message>
    <message>
        <source>The party that is picked or found</source>
        <translation>Gewählte oder gefundene Gäste</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>In a dialog</source>
        <translation>In einem Dialog</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Single keys</source>
        <translation>Einzelne Tasten</translation>
    </message>
    <message>
        <source>What has a key</source>
        <translation>Was eine Taste hat</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>Übliche Taste</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>Alle üblichen Tasten</translation>
    </message>
    <message>
        <source>Single keys: letters, digits and ? do something by themselves. Without them only keys with Ctrl and function keys do.</source>
        <translation>Einzelne Tasten: Buchstaben, Ziffern und ? wirken allein. Sonst wirken nur Tasten mit Strg und Funktionstasten.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>{act}: {keys}</source>
        <translation>{act}: {keys}</translation>
    </message>
    <message>
        <source>Press the new key for: {act}. Escape leaves it as it is.</source>
        <translation>Drücken Sie die neue Taste für: {act}. Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>{key} is needed where there is something to type or to go through. Take one with Ctrl, or a function key.</source>
        <translation>{key} wird gebraucht, wo etwas eingegeben oder durchgegangen wird. Nehmen Sie eine mit Strg oder eine Funktionstaste.</translation>
    </message>
    <message>
        <source>{key} has an act already: {act}.</source>
        <translation>{key} ist schon belegt: {act}.</translation>
    </message>
    <message>
        <source>Swap them</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>{keys} has another act now: {act}. Give that one its usual key first.</source>
        <translation>{keys} ist jetzt anders belegt: {act}. Geben Sie dem zuerst seine übliche Taste.</translation>
    </message>
    <message>
        <source>All keys are the usual ones.</source>
        <translation>Alle Tasten sind die üblichen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>LineActing</name>
    <message>
        <source>More than one reservation was found; nothing was done.</source>
        <translation>Mehr als eine Reservierung wurde gefunden; es wurde nichts getan.</translation>
    </message>
</context>
<context>
    <name>ManagerGate</name>
    <message>
        <source>What the manager asked for is not open yet.</source>
        <translation>Was die Leitung öffnen wollte, ist noch nicht offen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>MovesView</name>
    <message>
        <source>Who moves</source>
        <translation>Wer umgesetzt wird</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Move all the same</source>
        <translation>Trotzdem umsetzen</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Name and phone</source>
        <translation>Name und Telefon</translation>
    </message>
    <message>
        <source>What is your restaurant called?</source>
        <translation>Wie heißt Ihr Restaurant?</translation>
    </message>
    <message>
        <source>The number is the one that guests call. Its country tells how the numbers of guests are read.</source>
        <translation>Geben Sie den Namen an und die Telefonnummer, unter der Gäste anrufen. Das Land der Nummer bestimmt, wie die Nummern der Gäste gelesen werden.</translation>
    </message>
    <message>
        <source>The restaurant that this station showed before is not in this database. If its book is lost, set up nothing: close this window and bring back the newest file of the folder “backups” in the data folder, with: resv-desktop restore FILE</source>
        <translation>Das Restaurant, das diese Station zuletzt zeigte, ist nicht in dieser Datenbank. Ist sein Buch verloren, richten Sie nichts ein: Schließen Sie dieses Fenster und holen Sie die neueste Datei des Ordners „backups“ im Datenordner zurück, mit: resv-desktop restore FILE</translation>
    </message>
    <message>
        <source>Name of the restaurant</source>
        <translation>Name des Restaurants</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>Telefonnummer des Restaurants</translation>
    </message>
    <message>
        <source>Use a MongoDB of our own</source>
        <translation>Eine eigene MongoDB benutzen</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Einem Restaurant beitreten</translation>
    </message>
    <message>
        <source>First type the name</source>
        <translation>Zuerst den Namen eingeben</translation>
    </message>
    <message>
        <source>First type the country code</source>
        <translation>Zuerst die Landesvorwahl eingeben</translation>
    </message>
    <message>
        <source>First type the phone number</source>
        <translation>Zuerst die Telefonnummer eingeben</translation>
    </message>
    <message>
        <source>Next: opening hours</source>
        <translation>Weiter: Öffnungszeiten</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>Verstanden als {phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; please check its digits.</source>
        <translation>Verstanden als {phone}. Das ist eine ungewöhnliche Nummer; bitte prüfen Sie die Ziffern.</translation>
    </message>
    <message>
        <source>A restaurant needs a phone number.</source>
        <translation>Ein Restaurant braucht eine Telefonnummer.</translation>
    </message>
    <message>
        <source>As it is dialled at home ({country}), or with a + and the country code.</source>
        <translation>So wie sie im Inland gewählt wird ({country}), oder mit + und der Landesvorwahl.</translation>
    </message>
    <message>
        <source>With a + and the country code in front.</source>
        <translation>Mit + und der Landesvorwahl am Anfang.</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Day first</source>
        <translation>Tag zuerst</translation>
    </message>
    <message>
        <source>Month first</source>
        <translation>Monat zuerst</translation>
    </message>
    <message>
        <source>How days are written in the file</source>
        <translation>Wie Tage in der Datei geschrieben sind</translation>
    </message>
    <message>
        <source>Days such as {day}</source>
        <translation>Tage wie {day}</translation>
    </message>
</context>
<context>
    <name>OutcomeList</name>
    <message>
        <source>Rows of the file</source>
        <translation>Zeilen der Datei</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>PartyForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Say in the note what they must not eat.</source>
        <translation>Schreiben Sie in die Notiz, was nicht gegessen werden darf.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>Tisch {table} hat {seats} Plätze. Für {party} Personen ist ein größerer Tisch nötig.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}.</source>
        <translation>Tisch {table} hat {seats} Plätze.</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Personenzahl</translation>
    </message>
</context>
<context>
    <name>PartyMenu</name>
    <message>
        <source>Seat a walk-in now</source>
        <translation>Walk-in jetzt platzieren</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>Reservierung zeigen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Umsetzen…</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>No-Show</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>Früher gegangen</translation>
    </message>
    <message>
        <source>Cancel reservation</source>
        <translation>Reservierung stornieren</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>PartySizePicker</name>
    <message>
        <source>Party of {size}</source>
        <translation>Für {size}</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>Personenzahl</translation>
    </message>
</context>
<context>
    <name>PeriodPicker</name>
    <message>
        <source>Days of the report</source>
        <translation>Tage des Berichts</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>Valid number</source>
        <translation>Gültige Nummer</translation>
    </message>
    <message>
        <source>Unusual number: read it to the guest</source>
        <translation>Ungewöhnliche Nummer, nachfragen</translation>
    </message>
</context>
<context>
    <name>PickedActs</name>
    <message>
        <source>No reservation is picked, so nothing was done.</source>
        <translation>Es ist keine Reservierung gewählt; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Seat them too</source>
        <translation>Trotzdem platzieren</translation>
    </message>
    <message>
        <source>{guest} no longer has table {table} at {hour}. Nothing was done.</source>
        <translation>{guest} hat Tisch {table} um {hour} Uhr nicht mehr. Es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Pick a reservation that is not over; then its free tables are shown.</source>
        <translation>Wählen Sie eine Reservierung, die nicht vorbei ist; dann werden ihre freien Tische gezeigt.</translation>
    </message>
    <message>
        <source>Moving {guest}: choose a place with the arrows and Enter, or press it. Escape leaves them where they are.</source>
        <translation>{guest} umsetzen: Platz mit Pfeilen und Enter wählen oder antippen. Esc lässt sie, wo sie sind.</translation>
    </message>
    <message>
        <source>No free table of the hours that are shown seats {guest}. Escape leaves them where they are.</source>
        <translation>Kein freier Tisch der gezeigten Stunden reicht für {guest}. Esc lässt sie, wo sie sind.</translation>
    </message>
    <message>
        <source>Leave them there</source>
        <translation>Dort lassen</translation>
    </message>
    <message>
        <source>That reservation is on another day. Go to that day to move it.</source>
        <translation>Diese Reservierung ist an einem anderen Tag. Gehen Sie zu diesem Tag, um sie umzusetzen.</translation>
    </message>
    <message>
        <source>That hour is over; its table was kept until its end.</source>
        <translation>Diese Stunde ist vorbei; ihr Tisch blieb bis zum Ende vergeben.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>The PIN</source>
        <translation>Die PIN</translation>
    </message>
    <message>
        <source>The PIN so far</source>
        <translation>Die bisherige PIN</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>The new PIN again</source>
        <translation>Die neue PIN noch einmal</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>It is asked once and then holds at this station, for 5 minutes after the last change.</source>
        <translation>Sie wird einmal verlangt und gilt dann an dieser Station, bis 5 Minuten nach der letzten Änderung.</translation>
    </message>
    <message>
        <source>Once given it holds for 5 minutes after the last change; the last time that ended at {time}.</source>
        <translation>Einmal eingegeben gilt sie bis 5 Minuten nach der letzten Änderung; zuletzt endete das um {time} Uhr.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN</source>
        <translation>Die PIN der Leitung</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Set a PIN for the manager?</source>
        <translation>Eine PIN für die Leitung festlegen?</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>PIN ändern</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>PIN festlegen</translation>
    </message>
    <message>
        <source>Switch the PIN off</source>
        <translation>PIN abschalten</translation>
    </message>
    <message>
        <source>Work without a PIN</source>
        <translation>Ohne PIN arbeiten</translation>
    </message>
    <message>
        <source>{least} to {most} digits.</source>
        <translation>{least} bis {most} Ziffern.</translation>
    </message>
    <message>
        <source>Hours, tables and guests&apos; data are changed only by who knows it.</source>
        <translation>Öffnungszeiten, Tische und Gästedaten ändert nur, wer sie kennt.</translation>
    </message>
    <message>
        <source>That is not the same PIN.</source>
        <translation>Das ist nicht dieselbe PIN.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is set.</source>
        <translation>Die PIN der Leitung ist festgelegt.</translation>
    </message>
    <message>
        <source>No PIN is asked for.</source>
        <translation>Es wird keine PIN verlangt.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is another one now.</source>
        <translation>Die PIN der Leitung ist jetzt eine andere.</translation>
    </message>
    <message>
        <source>Comparing the PIN</source>
        <translation>Die PIN wird geprüft</translation>
    </message>
    <message>
        <source>Saving the PIN</source>
        <translation>Die PIN wird gespeichert</translation>
    </message>
    <message>
        <source>Nobody can look it up. If it is forgotten, the command {command} on the machine that runs the database lets a new one be set.</source>
        <translation>Niemand kann sie nachschlagen. Ist sie vergessen, erlaubt der Befehl {command} auf dem Rechner der Datenbank, eine neue festzulegen.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>1 party, to be called. Nothing is changed yet.</source>
        <translation>1 Gruppe ist anzurufen. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>1 party, which has a new table. Nothing is changed yet.</source>
        <translation>1 Gruppe mit neuem Tisch. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>{n} parties, all with a new table. Nothing is changed yet.</source>
        <translation>{n} Gruppen, alle mit neuem Tisch. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>{n} parties, {called} to be called. Nothing is changed yet.</source>
        <translation>{n} Gruppen, davon {called} anzurufen. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>1 party on the waitlist waits for an hour that closes.</source>
        <translation>1 Gruppe auf der Warteliste wartet auf eine Stunde, die geschlossen wird.</translation>
    </message>
    <message>
        <source>{n} parties on the waitlist wait for hours that close.</source>
        <translation>{n} Gruppen auf der Warteliste warten auf Stunden, die geschlossen werden.</translation>
    </message>
    <message>
        <source>1 party is new and marked.</source>
        <translation>1 Gruppe ist neu und markiert.</translation>
    </message>
    <message>
        <source>{n} parties are new and marked.</source>
        <translation>{n} Gruppen sind neu und markiert.</translation>
    </message>
    <message>
        <source>For 1 party something else is proposed now; it is marked.</source>
        <translation>Für 1 Gruppe wird jetzt etwas anderes vorgeschlagen; sie ist markiert.</translation>
    </message>
    <message>
        <source>For {n} parties something else is proposed now; they are marked.</source>
        <translation>Für {n} Gruppen wird jetzt etwas anderes vorgeschlagen; sie sind markiert.</translation>
    </message>
    <message>
        <source>1 party has to hear of it.</source>
        <translation>1 Gruppe muss davon erfahren.</translation>
    </message>
    <message>
        <source>{n} parties have to hear of it.</source>
        <translation>{n} Gruppen müssen davon erfahren.</translation>
    </message>
    <message>
        <source>1 needs attention</source>
        <translation>1 zu klären</translation>
    </message>
    <message>
        <source>{n} need attention</source>
        <translation>{n} zu klären</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Call them, they stay where they are</source>
        <translation>Anrufen, sie bleiben vorerst</translation>
    </message>
    <message>
        <source>Accept all proposals</source>
        <translation>Vorschläge übernehmen</translation>
    </message>
    <message>
        <source>Call all</source>
        <translation>Alle anrufen</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>Anrufliste</translation>
    </message>
    <message>
        <source>Who loses their table</source>
        <translation>Wer den Tisch verliert</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>Es wird geprüft, wen das trifft</translation>
    </message>
    <message>
        <source>It is not known which guests are affected</source>
        <translation>Es ist nicht bekannt, wen das trifft</translation>
    </message>
    <message>
        <source>Nobody loses their table</source>
        <translation>Niemand verliert den Tisch</translation>
    </message>
    <message>
        <source>Every reservation keeps its table and hour. Enter saves the change.</source>
        <translation>Jede Reservierung behält Tisch und Stunde. Enter speichert die Änderung.</translation>
    </message>
    <message>
        <source>Save the change</source>
        <translation>Änderung speichern</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves all as it was.</source>
        <translation>Enter speichert, Esc lässt alles, wie es war.</translation>
    </message>
    <message>
        <source>Space: call them or not. Enter saves, Escape leaves all as it was.</source>
        <translation>Leertaste: anrufen oder nicht. Enter speichert, Esc lässt alles, wie es war.</translation>
    </message>
    <message>
        <source>Saving the change</source>
        <translation>Die Änderung wird gespeichert</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>Es ist gespeichert. Die Stunden von Tag {number} von {total} werden angelegt.</translation>
    </message>
    <message>
        <source>The change is saved</source>
        <translation>Die Änderung ist gespeichert</translation>
    </message>
    <message>
        <source>All of it is saved.</source>
        <translation>Alles ist gespeichert.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>A new restaurant</source>
        <translation>Ein neues Restaurant</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Seats {seats}, {spare} spare: no table fits more closely.</source>
        <translation>{seats} Plätze, {spare} übrig: Kein Tisch passt genauer.</translation>
    </message>
    <message>
        <source>Seats exactly {seats}.</source>
        <translation>Genau {seats} Plätze.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare.</source>
        <translation>{seats} Plätze, {spare} übrig.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare: every smaller table is taken.</source>
        <translation>{seats} Plätze, {spare} übrig: Jeder kleinere Tisch ist vergeben.</translation>
    </message>
    <message>
        <source>The name has at most {most} letters; this one has {count}.</source>
        <translation>Der Name darf höchstens {most} Zeichen haben; dieser hat {count}.</translation>
    </message>
    <message>
        <source>The note has at most {most} letters; this one has {count}.</source>
        <translation>Die Notiz darf höchstens {most} Zeichen haben; diese hat {count}.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Tables are reserved from one full hour to the next.</source>
        <translation>„{text}“ ist keine volle Stunde. Tische werden von einer vollen Stunde zur nächsten reserviert.</translation>
    </message>
    <message>
        <source>The tables are saved, but the database fell silent before every hour had them. They are added to the hours when it answers again.</source>
        <translation>Die Tische sind gespeichert, aber die Datenbank antwortete nicht mehr, bevor jede Stunde sie hatte. Sie werden ergänzt, sobald sie wieder antwortet.</translation>
    </message>
    <message>
        <source>a walk-in</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free and seats {seats}. Nobody has to wait.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist frei und hat {seats} Plätze. Niemand muss warten.</translation>
    </message>
    <message>
        <source>This entry of the waitlist does not exist, or no longer.</source>
        <translation>Diesen Eintrag der Warteliste gibt es nicht oder nicht mehr.</translation>
    </message>
    <message>
        <source>A party of {first} or of {second}? An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>Für {first} oder für {second}? Eine Stunde wird als 20, 20:00 oder 20 Uhr eingegeben.</translation>
    </message>
    <message>
        <source>This guest has table {table} at {hour} on {day}. Nothing is erased before that hour is over or the reservation is cancelled.</source>
        <translation>Dieser Gast hat Tisch {table} am {day} um {hour} Uhr. Gelöscht wird nichts, bevor diese Stunde vorbei oder die Reservierung storniert ist.</translation>
    </message>
    <message>
        <source>This guest is on the waitlist of {hour} on {day}. Nothing is erased before that hour is over or the entry is taken off.</source>
        <translation>Dieser Gast steht am {day} auf der Warteliste für {hour} Uhr. Gelöscht wird nichts, bevor diese Stunde vorbei oder der Eintrag entfernt ist.</translation>
    </message>
    <message>
        <source>Opening hours are two whole hours such as &quot;12:23&quot;; &quot;{hours}&quot; is not.</source>
        <translation>Öffnungszeiten sind zwei volle Stunden wie „12:23“; „{hours}“ ist das nicht.</translation>
    </message>
    <message>
        <source>Opening hours go from 00 to 23 and close at 24 at the latest; &quot;{hours}&quot; does not.</source>
        <translation>Öffnungszeiten gehen von 00 bis 23 und enden spätestens um 24; „{hours}“ passt nicht dazu.</translation>
    </message>
    <message>
        <source>&quot;{hours}&quot; opens and closes at the same hour. Around the clock is &quot;00:24&quot;.</source>
        <translation>„{hours}“ öffnet und schließt zur selben Stunde. Rund um die Uhr ist „00:24“.</translation>
    </message>
    <message>
        <source>The first machine has a newer version of the program. Install that one here as well.</source>
        <translation>Der erste Rechner hat eine neuere Version des Programms. Installieren Sie diese auch hier.</translation>
    </message>
    <message>
        <source>The code is not complete: it has {count} letters and digits, and {whole} are needed.</source>
        <translation>Der Code ist nicht vollständig: Er hat {count} Buchstaben und Ziffern, nötig sind {whole}.</translation>
    </message>
    <message>
        <source>The code has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>Im Code ist ein Fehler. Vergleichen Sie ihn mit dem am ersten Rechner.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a possible phone number: it is too long or not complete.</source>
        <translation>„{phone}“ kann keine Telefonnummer sein: zu lang oder nicht vollständig.</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>Geben Sie die Telefonnummer des Gastes ein.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has an extension. Type the number without it.</source>
        <translation>„{phone}“ enthält eine Durchwahl. Geben Sie die Nummer ohne sie ein.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a letter in it. Type digits, with a + in front if the number is from abroad.</source>
        <translation>„{phone}“ enthält einen Buchstaben. Geben Sie Ziffern ein, mit + am Anfang, wenn die Nummer aus dem Ausland ist.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a sign in it that no phone number has. Type digits, with a + in front if the number is from abroad.</source>
        <translation>„{phone}“ enthält ein Zeichen, das in keiner Telefonnummer vorkommt. Geben Sie Ziffern ein, mit + am Anfang, wenn die Nummer aus dem Ausland ist.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a phone number.</source>
        <translation>„{phone}“ ist keine Telefonnummer.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is too short for a phone number.</source>
        <translation>„{phone}“ ist zu kurz für eine Telefonnummer.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has no country code that is known. Type a + and the code first.</source>
        <translation>„{phone}“ hat keine bekannte Landesvorwahl. Geben Sie zuerst + und die Vorwahl ein.</translation>
    </message>
    <message>
        <source>The time zone &quot;{zone}&quot; is not known. Pick one such as &quot;Europe/London&quot;.</source>
        <translation>Die Zeitzone „{zone}“ ist nicht bekannt. Wählen Sie eine wie „Europe/London“.</translation>
    </message>
    <message>
        <source>A restaurant needs a name.</source>
        <translation>Ein Restaurant braucht einen Namen.</translation>
    </message>
    <message>
        <source>A restaurant&apos;s name has at most {most} letters; this one has {count}.</source>
        <translation>Der Name eines Restaurants darf höchstens {most} Zeichen haben; dieser hat {count}.</translation>
    </message>
    <message>
        <source>A table seats {least} to {most}; {capacity} is not possible.</source>
        <translation>Ein Tisch hat {least} bis {most} Plätze; {capacity} geht nicht.</translation>
    </message>
    <message>
        <source>A restaurant has at most {most} tables; this would make {count}.</source>
        <translation>Ein Restaurant hat höchstens {most} Tische; das wären {count}.</translation>
    </message>
    <message>
        <source>A party is {least} to {most} guests; {party} is not possible.</source>
        <translation>Eine Gruppe hat {least} bis {most} Personen; {party} geht nicht.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is over.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist vorbei.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is for later. A walk-in is seated in the running hour or the next; reserve it instead.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist für später. Gäste ohne Reservierung bekommen einen Tisch in der laufenden oder der nächsten Stunde; reservieren Sie ihn stattdessen.</translation>
    </message>
    <message>
        <source>It is too early for a no-show at table {table} at {hour} on {day}. Cancel the reservation instead.</source>
        <translation>Für einen No-Show ist es an Tisch {table} um {hour} Uhr am {day} noch zu früh. Stornieren Sie stattdessen die Reservierung.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is already taken.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist schon vergeben.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>Tisch {table} um {hour} Uhr hat {seats} Plätze. Für {party} Personen ist ein größerer Tisch nötig.</translation>
    </message>
    <message>
        <source>&quot;{part}&quot; is not understood. Write how many tables, then their seats, such as &quot;6 x 2&quot;.</source>
        <translation>„{part}“ ist nicht zu verstehen. Schreiben Sie, wie viele Tische, dann ihre Plätze, zum Beispiel „6 x 2“.</translation>
    </message>
    <message>
        <source>&quot;{count} × {capacity}&quot; is {count} tables of {capacity}, but a table seats {least} to {most}. For {capacity} tables of {count} write &quot;{capacity} × {count}&quot;.</source>
        <translation>„{count} × {capacity}“ sind {count} Tische für {capacity}, aber ein Tisch hat {least} bis {most} Plätze. Für {capacity} Tische für {count} schreiben Sie „{capacity} × {count}“.</translation>
    </message>
    <message>
        <source>{first} and {second} are two days.</source>
        <translation>{first} und {second} sind zwei Tage.</translation>
    </message>
    <message>
        <source>This station may only add to the journal, and what is known of guests stands in there, too. Do it on the machine that has the database.</source>
        <translation>Diese Station darf dem Verlauf nur etwas hinzufügen, und auch dort steht, was von Gästen bekannt ist. Bitte an dem Rechner tun, der die Datenbank hat.</translation>
    </message>
    <message>
        <source>Old lines of the history are just being worked on, at this station or another. Nothing was erased; try again in two minutes.</source>
        <translation>An alten Zeilen des Verlaufs wird gerade gearbeitet, an dieser Station oder an einer anderen. Es wurde nichts gelöscht; bitte in zwei Minuten noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no restaurant {id}.</source>
        <translation>Es gibt kein Restaurant {id}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled at {station}, {gone_day} {gone_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde an {station} storniert, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show at {station}, {gone_day} {gone_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde an {station} als No-Show markiert, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released at {station}, {gone_day} {gone_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde an {station} vorzeitig beendet, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was undone at {station}, {gone_day} {gone_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde an {station} rückgängig gemacht, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} is not known yet. Pick it once.</source>
        <translation>Die Zeitzone von {restaurant} ist noch nicht bekannt. Wählen Sie sie einmal.</translation>
    </message>
    <message>
        <source>This reservation does not exist, or no longer.</source>
        <translation>Diese Reservierung gibt es nicht oder nicht mehr.</translation>
    </message>
    <message>
        <source>This changes {hours} hours and moves {moves} of the {parties} parties in them, more than can be done at once. Do it in parts, a few days at a time.</source>
        <translation>Dies ändert {hours} Stunden und setzt {moves} der {parties} Gruppen darin um, mehr als auf einmal möglich ist. Tun Sie es in Teilen, einige Tage auf einmal.</translation>
    </message>
    <message>
        <source>There is no table {table} at {hour} on {day}.</source>
        <translation>Es gibt keinen Tisch {table} um {hour} Uhr am {day}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} waits for another station&apos;s unfinished write. Nothing was saved; try again in a moment.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wartet darauf, dass eine andere Station fertig schreibt. Nichts wurde gespeichert; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} cannot be reserved: that hour is stored twice. The check of the book names it.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} kann nicht reserviert werden: Diese Stunde ist doppelt gespeichert. Die Prüfung des Buchs nennt sie.</translation>
    </message>
    <message>
        <source>{phone} already holds table {table} at {hour} on {day}.</source>
        <translation>{phone} hat schon Tisch {table} um {hour} Uhr am {day}.</translation>
    </message>
    <message>
        <source>There is no hour {id}.</source>
        <translation>Es gibt keine Stunde {id}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has just been taken at {station}.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wurde gerade an {station} vergeben.</translation>
    </message>
    <message>
        <source>There are several restaurants, so &quot;{phone}&quot; needs its country code: type a + first.</source>
        <translation>Es gibt mehrere Restaurants, daher braucht „{phone}“ die Landesvorwahl: Geben Sie zuerst + ein.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is not held by {phone}.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist nicht auf {phone} reserviert.</translation>
    </message>
    <message>
        <source>The country of {phone} has more than one clock. Pick the time zone of {restaurant}.</source>
        <translation>Das Land von {phone} hat mehr als eine Uhrzeit. Wählen Sie die Zeitzone von {restaurant}.</translation>
    </message>
    <message>
        <source>{restaurant} has been set up at another station meanwhile. Nothing was saved here.</source>
        <translation>{restaurant} wurde inzwischen an einer anderen Station eingerichtet. Hier wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>This machine uses the database of another one, so stations are added and removed there.</source>
        <translation>Dieser Rechner benutzt die Datenbank eines anderen; Stationen werden dort hinzugefügt und entfernt.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was reserved since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} vorgenommen, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was seated since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Gäste von Tisch {table} um {hour} Uhr am {day} wurden seitdem an {station} platziert, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was given another status since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} bekam seitdem an {station} einen anderen Status, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was moved since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} umgesetzt, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} geändert, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} storniert, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} als No-Show markiert, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} vorzeitig beendet, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed back since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} zurückgeändert, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since, at {station}.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} vergeben: {guest}.</translation>
    </message>
    <message>
        <source>There is nothing to undo: the history has no such entry.</source>
        <translation>Es gibt nichts rückgängig zu machen: Der Verlauf hat keinen solchen Eintrag.</translation>
    </message>
    <message>
        <source>What is known of this guest was erased, so this cannot be undone any more.</source>
        <translation>Was von diesem Gast bekannt war, wurde gelöscht; das lässt sich nicht mehr rückgängig machen.</translation>
    </message>
    <message>
        <source>Only changes of reservations and of the waitlist can be undone. This is neither.</source>
        <translation>Nur Änderungen an Reservierungen und an der Warteliste lassen sich rückgängig machen. Das hier ist keine.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} has been changed since by another program.</source>
        <translation>Die Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given away since.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wurde seitdem vergeben.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wurde seitdem vergeben: {guest}.</translation>
    </message>
    <message>
        <source>This party waits no longer: another station was first.</source>
        <translation>Diese Gäste warten nicht mehr: Eine andere Station war schneller.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is over.</source>
        <translation>Die Stunde um {hour} Uhr am {day} ist vorbei.</translation>
    </message>
    <message>
        <source>This entry of the waitlist has been changed since.</source>
        <translation>Dieser Eintrag der Warteliste wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>Old lines of the history could not be kept in {folder} ({why}); they stay in the book.</source>
        <translation>Alte Zeilen des Verlaufs konnten nicht in {folder} gespeichert werden ({why}); sie bleiben im Buch.</translation>
    </message>
    <message>
        <source>The book is being moved or has moved on, so it is not saved here.</source>
        <translation>Das Buch zieht gerade um oder ist umgezogen; darum wird es hier nicht gesichert.</translation>
    </message>
    <message>
        <source>Preparing the other database</source>
        <translation>Die andere Datenbank wird vorbereitet</translation>
    </message>
    <message>
        <source>Closing the book for writing</source>
        <translation>Das Buch wird für Einträge geschlossen</translation>
    </message>
    <message>
        <source>The documents of another program keep changing. Stop that program and try again.</source>
        <translation>Ein anderes Programm ändert weiter an den Daten. Beenden Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The copy is not the same as the book ({what}), so nothing was moved. The book is where it was; try again, and call for help if it happens again.</source>
        <translation>Die Kopie gleicht dem Buch nicht ({what}); darum ist nichts umgezogen. Das Buch ist, wo es war; versuchen Sie es noch einmal und holen Sie Hilfe, wenn es wieder geschieht.</translation>
    </message>
    <message>
        <source>Another station has ended the move, because this one was not heard of for a minute. The book is where it was; try again.</source>
        <translation>Eine andere Station hat den Umzug beendet, weil von dieser eine Minute lang nichts zu hören war. Das Buch ist, wo es war; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was moved. The book is where it was, and can be written into again.</source>
        <translation>Nichts ist umgezogen. Das Buch ist, wo es war, und nimmt wieder Einträge an.</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>Die Kopie wird geprüft</translation>
    </message>
    <message>
        <source>Switching over</source>
        <translation>Es wird umgeschaltet</translation>
    </message>
    <message>
        <source>Copying the book</source>
        <translation>Das Buch wird kopiert</translation>
    </message>
    <message>
        <source>Comparing both</source>
        <translation>Beide werden verglichen</translation>
    </message>
    <message>
        <source>To move the book, more rights are needed in {database}: the roles readWrite and dbAdmin. The book is where it was.</source>
        <translation>Für den Umzug des Buches fehlen Rechte in {database}: die Rollen readWrite und dbAdmin. Das Buch ist, wo es war.</translation>
    </message>
    <message>
        <source>The database does not know the certificate of this station: nobody in it has the name that the certificate is made out to.</source>
        <translation>Die Datenbank kennt das Zertifikat dieser Station nicht: Niemand darin hat den Namen, auf den es ausgestellt ist.</translation>
    </message>
    <message>
        <source>The database does not accept this name and password.</source>
        <translation>Die Datenbank nimmt diesen Namen und dieses Passwort nicht an.</translation>
    </message>
    <message>
        <source>The name {host} in the address of the database is not known. Look whether it is spelt right, and whether this computer is on line.</source>
        <translation>Der Name {host} in der Adresse der Datenbank ist nicht bekannt. Sehen Sie nach, ob er richtig geschrieben ist und ob dieser Rechner mit dem Netz verbunden ist.</translation>
    </message>
    <message>
        <source>The address of the database cannot be understood. It looks like mongodb://name@host/?replicaSet=rs0.</source>
        <translation>Die Adresse der Datenbank ist nicht zu verstehen. Sie sieht aus wie mongodb://name@host/?replicaSet=rs0.</translation>
    </message>
    <message>
        <source>The name or the password in the address of the database holds a character that must be written as its code: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25.</source>
        <translation>Der Name oder das Passwort in der Adresse der Datenbank enthält ein Zeichen, das als Code geschrieben werden muss: @ ist %40, : ist %3A, / ist %2F, ? ist %3F, % ist %25.</translation>
    </message>
    <message>
        <source>The address of the database holds a name without a password. It looks like mongodb://name:password@host/?replicaSet=rs0.</source>
        <translation>Die Adresse der Datenbank enthält einen Namen ohne Passwort. Sie sieht aus wie mongodb://name:password@host/?replicaSet=rs0.</translation>
    </message>
    <message>
        <source>It no longer lets this station in: the station has been removed there, or its password has been changed.</source>
        <translation>Sie lässt diese Station nicht mehr ein: Die Station wurde dort entfernt, oder ihr Passwort wurde geändert.</translation>
    </message>
    <message>
        <source>No program takes calls at {host}. Look at the port in the address, and whether MongoDB runs there and listens to other computers (bindIp).</source>
        <translation>Unter {host} antwortet kein Programm. Prüfen Sie den Port in der Adresse und ob MongoDB dort läuft und Verbindungen anderer Rechner annimmt (bindIp).</translation>
    </message>
    <message>
        <source>Nobody answers at {host}. Look whether that computer is on, whether this one is on line, and whether a firewall lets it through; Atlas answers only those on its IP access list.</source>
        <translation>Unter {host} antwortet niemand. Sehen Sie nach, ob der Rechner dort eingeschaltet ist, ob dieser mit dem Netz verbunden ist und ob eine Firewall ihn durchlässt; Atlas antwortet nur denen auf seiner IP Access List.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that this station has joined, so nothing was sent to it. If the first machine has been set up anew, join again with a new code from there.</source>
        <translation>Der Rechner, der unter {place} antwortet, kann nicht beweisen, dass er der ist, dem diese Station beigetreten ist; ihm wurde nichts gesendet. Wurde der erste Rechner neu eingerichtet, so treten Sie mit einem neuen Code von dort wieder bei.</translation>
    </message>
    <message>
        <source>Nobody answers at {place}. Look whether the first machine is on and still shared, and whether both machines are in the same network. Where it has another address now, join again with a new code from there.</source>
        <translation>Unter {place} antwortet niemand. Sehen Sie nach, ob der erste Rechner läuft und noch freigegeben ist und ob beide Rechner im selben Netz sind. Hat er jetzt eine andere Adresse, so treten Sie mit einem neuen Code von dort wieder bei.</translation>
    </message>
    <message>
        <source>The database has not come back since this machine was shared. Start the program anew.</source>
        <translation>Die Datenbank ist nicht wiedergekommen, seit dieser Rechner freigegeben wurde. Starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>This machine is not shared. Share it first.</source>
        <translation>Dieser Rechner ist nicht freigegeben. Geben Sie ihn zuerst frei.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the database {database} at {hosts}, and nothing is written here any more. Let this station use that one.</source>
        <translation>Das Buch ist umgezogen: Es ist in der Datenbank {database} auf {hosts}, und hier wird nichts mehr eingetragen. Stellen Sie diese Station auf jene um.</translation>
    </message>
    <message>
        <source>In {database} lies an unfinished copy of a book that {station} began to move there, and no book. Move the book there once more, from where it is.</source>
        <translation>In {database} liegt die unfertige Kopie eines Buches, das {station} dorthin verlegen wollte, und kein Buch. Verlegen Sie das Buch noch einmal, von dort aus, wo es ist.</translation>
    </message>
    <message>
        <source>The book is just being moved to another MongoDB by {station}. Nothing can be saved until that is done; try again in a moment.</source>
        <translation>{station} verlegt das Buch gerade in eine andere MongoDB. Bis das getan ist, kann nichts gespeichert werden; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the MongoDB that {station} brought along, and nothing is written here any more.</source>
        <translation>Das Buch ist umgezogen: Es ist in der mitgelieferten MongoDB von {station}, und hier wird nichts mehr eingetragen.</translation>
    </message>
    <message>
        <source>There is no book of this program to be moved.</source>
        <translation>Es gibt kein Buch dieses Programms, das umziehen könnte.</translation>
    </message>
    <message>
        <source>There is a book in that database already, and it stays as it is.</source>
        <translation>In jener Datenbank ist schon ein Buch, und es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Another station is just moving a book into that database.</source>
        <translation>Eine andere Station verlegt gerade ein Buch in jene Datenbank.</translation>
    </message>
    <message>
        <source>Nobody answers at {places}. Look whether the first machine is on and still shared, and whether both machines are in the same network.</source>
        <translation>Unter {places} antwortet niemand. Sehen Sie nach, ob der erste Rechner läuft und noch freigegeben ist und ob beide Rechner im selben Netz sind.</translation>
    </message>
    <message>
        <source>The connection to the first machine broke off while this one was joining. Make a new code there, and type that.</source>
        <translation>Die Verbindung zum ersten Rechner brach ab, während dieser beitrat. Erzeugen Sie dort einen neuen Code und geben Sie ihn ein.</translation>
    </message>
    <message>
        <source>The first machine has not let this one in. Leave the window with the code open there, make a new code, and type that.</source>
        <translation>Der erste Rechner hat diesen nicht eingelassen. Lassen Sie dort das Fenster mit dem Code offen, erzeugen Sie einen neuen Code und geben Sie ihn ein.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that the code speaks of, so nothing was sent to it. Make a new code at the first machine, and type that.</source>
        <translation>Der Rechner, der unter {place} antwortet, kann nicht beweisen, dass er der ist, von dem der Code spricht; ihm wurde nichts gesendet. Erzeugen Sie am ersten Rechner einen neuen Code und geben Sie ihn ein.</translation>
    </message>
    <message>
        <source>Joining was stopped. Make a new code at the first machine to begin again.</source>
        <translation>Der Beitritt wurde angehalten. Erzeugen Sie am ersten Rechner einen neuen Code, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The first machine does not take this code: it has been used, or its window there has been closed. Make a new code there, and type that.</source>
        <translation>Der erste Rechner nimmt diesen Code nicht an: Er wurde schon benutzt, oder sein Fenster wurde dort geschlossen. Erzeugen Sie dort einen neuen Code und geben Sie ihn ein.</translation>
    </message>
    <message>
        <source>The database did not start while it was open to other stations, so it was started without. The stations do not reach it. Share this machine anew.</source>
        <translation>Die Datenbank startete nicht, solange sie für andere Stationen offen war; sie wurde ohne sie gestartet. Die Stationen erreichen sie nicht. Geben Sie diesen Rechner neu frei.</translation>
    </message>
    <message>
        <source>This machine is in no network that other stations could reach it in. Connect it to the network of the house, then share it.</source>
        <translation>Dieser Rechner ist in keinem Netz, in dem ihn andere Stationen erreichen könnten. Verbinden Sie ihn mit dem Netz des Hauses und geben Sie ihn dann frei.</translation>
    </message>
    <message>
        <source>Every port that other stations could reach this machine at is in use.</source>
        <translation>Jeder Port, an dem andere Stationen diesen Rechner erreichen könnten, ist belegt.</translation>
    </message>
    <message>
        <source>Port {port} of this machine is used by another program, so other stations do not reach it. Close that program, or share this machine anew; stations then join again.</source>
        <translation>Port {port} dieses Rechners wird von einem anderen Programm benutzt; andere Stationen erreichen ihn nicht. Schließen Sie jenes Programm, oder geben Sie diesen Rechner neu frei; dann treten die Stationen wieder bei.</translation>
    </message>
    <message>
        <source>This address leads to one member of the replica set alone, and that one only follows the others. Name all members and the set, as mongodb://host1,host2,host3/?replicaSet=rs0, and leave directConnection out.</source>
        <translation>Diese Adresse führt nur zu einem Mitglied des Replica Sets, und das folgt nur den anderen. Nennen Sie alle Mitglieder und das Set, etwa mongodb://host1,host2,host3/?replicaSet=rs0, und lassen Sie directConnection weg.</translation>
    </message>
    <message>
        <source>Another program keeps its own things in {database}, under names that the book needs ({collections}). Choose another name for the database of the book.</source>
        <translation>Ein anderes Programm hält in {database} eigene Daten, unter Namen, die das Buch braucht ({collections}). Wählen Sie für die Datenbank des Buches einen anderen Namen.</translation>
    </message>
    <message>
        <source>The database knows {user}, but lets it do too little in {database}: the right to {rights} is missing. Ask whoever looks after the database for the role readWrite on {database}.</source>
        <translation>Die Datenbank kennt {user}, erlaubt in {database} aber zu wenig: Es fehlt das Recht zu {rights}. Bitten Sie die Person, die die Datenbank betreut, um die Rolle readWrite für {database}.</translation>
    </message>
    <message>
        <source>Nothing can be saved in this book.</source>
        <translation>In diesem Buch kann nichts gespeichert werden.</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing was saved.</source>
        <translation>Die Datenbank antwortet nicht. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>This book was written by a newer version of the program. Install that version on this station as well.</source>
        <translation>Dieses Buch wurde von einer neueren Version des Programms geschrieben. Installieren Sie diese Version auch an dieser Station.</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>Die Datenbank antwortet nicht.</translation>
    </message>
    <message>
        <source>The book has to be prepared once by the database&apos;s owner; this station has no right to.</source>
        <translation>Das Buch muss einmal vom Eigentümer der Datenbank vorbereitet werden; diese Station darf das nicht.</translation>
    </message>
    <message>
        <source>Starting the database</source>
        <translation>Die Datenbank wird gestartet</translation>
    </message>
    <message>
        <source>Using the database that is already open</source>
        <translation>Die schon offene Datenbank wird benutzt</translation>
    </message>
    <message>
        <source>Stopping a database that was left running</source>
        <translation>Eine noch laufende Datenbank wird beendet</translation>
    </message>
    <message>
        <source>Upgrading the database</source>
        <translation>Die Datenbank wird auf eine neue Version gebracht</translation>
    </message>
    <message>
        <source>Preparing the database for the first time</source>
        <translation>Die Datenbank wird zum ersten Mal vorbereitet</translation>
    </message>
    <message>
        <source>Starting the database again</source>
        <translation>Die Datenbank wird neu gestartet</translation>
    </message>
    <message>
        <source>Another MongoDB server (process {number}) is using the data in {folder}. Stop it and start again.</source>
        <translation>Ein anderer MongoDB-Server (Prozess {number}) benutzt die Daten in {folder}. Beenden Sie ihn und starten Sie neu.</translation>
    </message>
    <message>
        <source>Making a backup copy before the database is upgraded</source>
        <translation>Vor der neuen Version der Datenbank wird eine Sicherung erstellt</translation>
    </message>
    <message>
        <source>{first} and {second} are two hours; a party is {least} to {most} guests.</source>
        <translation>{first} und {second} sind zwei Stunden; eine Gruppe hat {least} bis {most} Personen.</translation>
    </message>
    <message>
        <source>Today&apos;s backup was not made: the disk is nearly full. Free some space; the backups of the days before are still there. They are in {folder}.</source>
        <translation>Die heutige Sicherung wurde nicht erstellt: Die Festplatte ist fast voll. Schaffen Sie Platz; die Sicherungen der Tage davor sind noch da. Sie liegen in {folder}.</translation>
    </message>
    <message>
        <source>The backup was stopped, and nothing of it was kept.</source>
        <translation>Die Sicherung wurde abgebrochen, und nichts davon wurde aufbewahrt.</translation>
    </message>
    <message>
        <source>The book is so large that the database no longer knew the instant at which the backup began. Set minSnapshotHistoryWindowInSeconds (usually 300) of the database higher, or try again when less is going on.</source>
        <translation>Das Buch ist so groß, dass die Datenbank den Augenblick nicht mehr kannte, in dem die Sicherung begann. Setzen Sie minSnapshotHistoryWindowInSeconds (üblich: 300) der Datenbank höher, oder versuchen Sie es wieder, wenn weniger los ist.</translation>
    </message>
    <message>
        <source>The backup could not be saved in {folder}: {why}. Backups that were there before are still there.</source>
        <translation>Die Sicherung konnte nicht in {folder} gespeichert werden: {why}. Frühere Sicherungen sind noch da.</translation>
    </message>
    <message>
        <source>There is a file {file} already, and nothing was written. Choose another name, or say that it may be overwritten (--overwrite).</source>
        <translation>Es gibt schon eine Datei {file}, und nichts wurde geschrieben. Wählen Sie einen anderen Namen, oder sagen Sie, dass sie überschrieben werden darf (--overwrite).</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>die Festplatte ist voll</translation>
    </message>
    <message>
        <source>The database did not answer at the very last step. Nothing is lost: start the program again, and it finds the book where it is.</source>
        <translation>Die Datenbank hat beim allerletzten Schritt nicht geantwortet. Nichts ist verloren: Starten Sie das Programm neu, dann findet es das Buch dort, wo es ist.</translation>
    </message>
    <message>
        <source>A backup is being restored into this book, or that was broken off. Restore it again (`resv-desktop restore FILE`): it begins anew, and the book can be used then.</source>
        <translation>In dieses Buch wird gerade eine Sicherung zurückgespielt, oder das wurde abgebrochen. Spielen Sie sie noch einmal zurück (`resv-desktop restore FILE`): Es beginnt von vorn, und danach kann das Buch benutzt werden.</translation>
    </message>
    <message>
        <source>The database was stopped while it was starting.</source>
        <translation>Die Datenbank wurde beendet, während sie startete.</translation>
    </message>
    <message>
        <source>Another program has the reservations in {folder} open, but its database does not answer. Close that program and start again.</source>
        <translation>Ein anderes Programm hat die Reservierungen in {folder} offen, aber seine Datenbank antwortet nicht. Schließen Sie das Programm und starten Sie neu.</translation>
    </message>
    <message>
        <source>The database started but could not be used.</source>
        <translation>Die Datenbank startete, konnte aber nicht benutzt werden.</translation>
    </message>
    <message>
        <source>{day} is open until {closes} of the day after, which opens at {opens} already.</source>
        <translation>{day} ist bis {closes} Uhr des nächsten Tages geöffnet, der schon um {opens} Uhr öffnet.</translation>
    </message>
    <message>
        <source>A closure ends on {to_day}, before it begins on {from_day}.</source>
        <translation>Eine Schließung endet am {to_day}, bevor sie am {from_day} beginnt.</translation>
    </message>
    <message>
        <source>{from_day} has either hours of its own or hours that are closed, not both.</source>
        <translation>{from_day} hat entweder eigene Öffnungszeiten oder geschlossene Stunden, nicht beides.</translation>
    </message>
    <message>
        <source>Between {least} and {most} days can be reserved ahead; {days} are not possible.</source>
        <translation>Zwischen {least} und {most} Tagen im Voraus kann reserviert werden; {days} sind nicht möglich.</translation>
    </message>
    <message>
        <source>{restaurant} has been changed at another station meanwhile. Open this once more; nothing was saved.</source>
        <translation>{restaurant} wurde inzwischen an einer anderen Station geändert. Öffnen Sie dies noch einmal; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>There is no table {table}.</source>
        <translation>Es gibt keinen Tisch {table}.</translation>
    </message>
    <message>
        <source>This is no join code. It is shown at the first machine, in the menu under Stations, and is made of groups of six letters and digits.</source>
        <translation>Das ist kein Beitrittscode. Er steht am ersten Rechner im Menü unter „Stationen“ und besteht aus Gruppen von sechs Buchstaben und Ziffern.</translation>
    </message>
    <message>
        <source>Group {number} of the code, “{group}”, has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>In Gruppe {number} des Codes, „{group}“, ist ein Fehler. Vergleichen Sie sie mit der am ersten Rechner.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {minutes} minutes.</source>
        <translation>Das ist nicht die PIN der Leitung. In {minutes} min kann es wieder versucht werden.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {minutes} minutes, at any station.</source>
        <translation>Nach so vielen falschen PINs kann es noch {minutes} min lang niemand versuchen, an keiner Station.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} digits, and nothing else.</source>
        <translation>Eine PIN hat {least} bis {most} Ziffern und sonst nichts.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN.</source>
        <translation>Das ist nicht die PIN der Leitung.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {seconds} seconds.</source>
        <translation>Das ist nicht die PIN der Leitung. In {seconds} s kann es wieder versucht werden.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {seconds} seconds, at any station.</source>
        <translation>Nach so vielen falschen PINs kann es noch {seconds} s lang niemand versuchen, an keiner Station.</translation>
    </message>
    <message>
        <source>The reason has at most {most} letters; this one has {count}.</source>
        <translation>Der Grund darf höchstens {most} Zeichen haben; dieser hat {count}.</translation>
    </message>
    <message>
        <source>Meanwhile something has changed at another station, so this hits other reservations than were shown. Nothing was saved; look at the list again.</source>
        <translation>Inzwischen hat sich an einer anderen Station etwas geändert, sodass dies andere Reservierungen trifft als gezeigt. Nichts wurde gespeichert; sehen Sie die Liste noch einmal durch.</translation>
    </message>
    <message>
        <source>The change is saved, but the database fell silent before every hour was in line with it. That is done when it answers again.</source>
        <translation>Die Änderung ist gespeichert, aber die Datenbank antwortete nicht mehr, bevor jede Stunde ihr entsprach. Das wird nachgeholt, sobald sie wieder antwortet.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN was changed at another station meanwhile. Begin again.</source>
        <translation>Die PIN der Leitung wurde inzwischen an einer anderen Station geändert. Bitte von vorn beginnen.</translation>
    </message>
    <message>
        <source>This station has no right to clear the manager&apos;s PIN. It is cleared on the machine that runs the database, or with the rights of the database&apos;s owner.</source>
        <translation>Diese Station darf die PIN der Leitung nicht löschen. Das geht auf dem Rechner der Datenbank oder mit den Rechten ihres Eigentümers.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more.</source>
        <translation>Die Stunde um {hour} Uhr am {day} wird nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>This hour is not offered any more.</source>
        <translation>Diese Stunde wird nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>No hour is open in the days ahead, so there is no evening to rehearse.</source>
        <translation>In den nächsten Tagen ist keine Stunde geöffnet, also gibt es keinen Abend zu proben.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer offered.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} wird nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free by now and seats {seats}. Nobody has to move.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} ist inzwischen frei und hat {seats} Plätze. Niemand muss umgesetzt werden.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} now has another party, or is free. Nobody was moved.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} hat inzwischen andere Gäste oder keine. Niemand wurde umgesetzt.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} has come by now and keeps its table. Nobody was moved.</source>
        <translation>Die Gäste von Tisch {table} um {hour} Uhr am {day} sind inzwischen da und behalten ihren Tisch. Niemand wurde umgesetzt.</translation>
    </message>
    <message>
        <source>The party can no longer move to table {table} at {hour} on {day}. Nobody was moved.</source>
        <translation>Tisch {table} um {hour} Uhr am {day} nimmt die Gäste, die dorthin sollten, nicht mehr auf. Niemand wurde umgesetzt.</translation>
    </message>
    <message>
        <source>This moves the hours of {parties} parties, more than can be moved at once.</source>
        <translation>Das verschiebt die Stunden von {parties} Reservierungen, mehr als auf einmal möglich sind.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was called since, at {station}, {done_day} {done_at}.</source>
        <translation>Der Gast von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} angerufen, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The hour of the reservation of table {table} at {hour} on {day} was moved with the clock of the house since, at {station}, {done_day} {done_at}.</source>
        <translation>Die Stunde der Reservierung von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} mit der Uhr des Hauses verschoben, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house cannot be undone here. Change it once more, and see first which guests are affected.</source>
        <translation>Eine Änderung des Hauses wird hier nicht rückgängig gemacht. Ändern Sie es noch einmal und sehen Sie zuerst, wen das trifft.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>Tisch {table} wird um {hour} Uhr am {day} nicht mehr angeboten, es wurde also nichts rückgängig gemacht. Der nächste freie Tisch für {party} ist Tisch {free} um {free_hour} Uhr.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>Tisch {table} wird um {hour} Uhr am {day} nicht mehr angeboten, es wurde also nichts rückgängig gemacht. An diesem Tag ist kein anderer Tisch für {party} frei; wählen Sie einen anderen Tag.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>Die Stunde um {hour} Uhr am {day} wird nicht mehr angeboten, es wurde also nichts rückgängig gemacht. Der nächste freie Tisch für {party} ist Tisch {free} um {free_hour} Uhr.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>Die Stunde um {hour} Uhr am {day} wird nicht mehr angeboten, es wurde also nichts rückgängig gemacht. An diesem Tag ist kein anderer Tisch für {party} frei; wählen Sie einen anderen Tag.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The database writes its log there: give this user the right to write in it.</source>
        <translation>In den Ordner {folder} kann nicht geschrieben werden ({why}). Die Datenbank schreibt dort ihr Protokoll: Geben Sie diesem Benutzer das Recht dazu.</translation>
    </message>
    <message>
        <source>The MongoDB server {program} could not be started ({why}).</source>
        <translation>Der MongoDB-Server {program} konnte nicht gestartet werden ({why}).</translation>
    </message>
    <message>
        <source>The database could not be started: {why}</source>
        <translation>Die Datenbank konnte nicht gestartet werden: {why}</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has MongoDB {found}, which cannot read them in one step. Start once with MongoDB {between} (name it in {variable}), then again.</source>
        <translation>Die Reservierungen wurden von MongoDB {data} geschrieben, und dieser Rechner hat MongoDB {found}, das sie nicht in einem Schritt lesen kann. Starten Sie einmal mit MongoDB {between} (in {variable} nennen), dann noch einmal.</translation>
    </message>
    <message>
        <source>This computer&apos;s processor lacks AVX, which MongoDB 5.0 and newer need. Use another computer for the database and give its address as the MongoDB URI.</source>
        <translation>Dem Prozessor dieses Rechners fehlt AVX, das MongoDB ab 5.0 braucht. Nehmen Sie für die Datenbank einen anderen Rechner und geben Sie dessen Adresse als MongoDB-URI an.</translation>
    </message>
    <message>
        <source>No MongoDB server (mongod) was found on this computer. Install MongoDB 5.0 or newer, name the program in {variable}, or give the URI of a MongoDB elsewhere.</source>
        <translation>Auf diesem Rechner wurde kein MongoDB-Server (mongod) gefunden. Installieren Sie MongoDB 5.0 oder neuer, nennen Sie das Programm in {variable}, oder geben Sie die URI einer MongoDB anderswo an.</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has only MongoDB {found}, which cannot read them. Install MongoDB {data}, or a newer version of this program.</source>
        <translation>Die Reservierungen wurden von MongoDB {data} geschrieben, und dieser Rechner hat nur MongoDB {found}, das sie nicht lesen kann. Installieren Sie MongoDB {data} oder eine neuere Version dieses Programms.</translation>
    </message>
    <message>
        <source>The MongoDB server on this computer is too old: {servers}. Version {oldest}.0 or newer is needed.</source>
        <translation>Der MongoDB-Server auf diesem Rechner ist zu alt: {servers}. Nötig ist Version {oldest}.0 oder neuer.</translation>
    </message>
    <message>
        <source>The MongoDB server that was named is not there: {path}. Correct the path and start again.</source>
        <translation>Den genannten MongoDB-Server gibt es nicht: {path}. Berichtigen Sie den Pfad und starten Sie neu.</translation>
    </message>
    <message>
        <source>The program that was named does not run or is no MongoDB server: {path}. Correct the path and start again.</source>
        <translation>Das genannte Programm läuft nicht oder ist kein MongoDB-Server: {path}. Berichtigen Sie den Pfad und starten Sie neu.</translation>
    </message>
    <message>
        <source>The MongoDB server {path} cannot run here: the system library {library} is missing. Install it and start again.</source>
        <translation>Der MongoDB-Server {path} kann hier nicht laufen: Die Systembibliothek {library} fehlt. Installieren Sie sie und starten Sie neu.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The reservations are kept there: give this user the right to write in it, or choose another home folder.</source>
        <translation>In den Ordner {folder} kann nicht geschrieben werden ({why}). Dort liegen die Reservierungen: Geben Sie diesem Benutzer das Recht dazu, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is nearly full: {free} are free in {folder}, and the database needs {needed}. Free some space and start again; nothing is lost.</source>
        <translation>Die Festplatte ist fast voll: {free} sind in {folder} frei, und die Datenbank braucht {needed}. Schaffen Sie Platz und starten Sie neu; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be read ({why}). Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>Die Schlüsseldatei der Datenbank {file} kann nicht gelesen werden ({why}). Stellen Sie sie aus einer Sicherung wieder her, oder löschen Sie sie: Beim nächsten Start wird eine neue erstellt.</translation>
    </message>
    <message>
        <source>The database in {folder} did not start: it ended with {ending}.</source>
        <translation>Die Datenbank in {folder} startete nicht: Sie endete mit {ending}.</translation>
    </message>
    <message>
        <source>The disk is full: the database in {folder} could not start. Free some space and start again; nothing is lost.</source>
        <translation>Die Festplatte ist voll: Die Datenbank in {folder} konnte nicht starten. Schaffen Sie Platz und starten Sie neu; nichts ist verloren.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be used. Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>Die Schlüsseldatei der Datenbank {file} ist nicht brauchbar. Stellen Sie sie aus einer Sicherung wieder her, oder löschen Sie sie: Beim nächsten Start wird eine neue erstellt.</translation>
    </message>
    <message>
        <source>The database cannot write to the folder {folder}. Give this user the right to write in it, or choose another home folder.</source>
        <translation>Die Datenbank kann nicht in den Ordner {folder} schreiben. Geben Sie diesem Benutzer das Recht dazu, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Another program is using the data in {folder}. Close it and start again.</source>
        <translation>Ein anderes Programm benutzt die Daten in {folder}. Schließen Sie es und starten Sie neu.</translation>
    </message>
    <message>
        <source>The MongoDB server does not know one of its settings; it may be of a version this program was not made for.</source>
        <translation>Der MongoDB-Server kennt eine seiner Einstellungen nicht; vielleicht ist dieses Programm nicht für seine Version gemacht.</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>Die Daten in {folder} sind beschädigt. Starten Sie neu; bleibt es so, stellen Sie den Ordner aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>Another program listens where the database should: its address is taken. Close that program, or restart the computer.</source>
        <translation>Ein anderes Programm benutzt die Adresse der Datenbank. Schließen Sie dieses Programm, oder starten Sie den Rechner neu.</translation>
    </message>
    <message>
        <source>The data in {folder} were written by another version of MongoDB, which this one cannot read. Use the version of this program that was here before, or a newer one.</source>
        <translation>Die Daten in {folder} wurden von einer anderen MongoDB-Version geschrieben, die diese nicht lesen kann. Nehmen Sie die vorige Version dieses Programms oder eine neuere.</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>Die Datenbank in {folder} konnte nicht geöffnet werden. Starten Sie neu; bleibt es so, stellen Sie den Ordner aus einer Sicherung wieder her.</translation>
    </message>
    <message>
        <source>The MongoDB server crashed at the start. Some versions do so on newer systems: name another one in RESV_MONGOD.</source>
        <translation>Der MongoDB-Server stürzte beim Start ab. Manche Versionen tun das auf neueren Systemen: Nennen Sie eine andere in RESV_MONGOD.</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>Code {number}</translation>
    </message>
    <message>
        <source>signal {name}</source>
        <translation>Signal {name}</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>Die Daten in {folder} sind beschädigt. Starten Sie neu; bleibt es so, geben Sie diesem Ordner einen anderen Namen und holen Sie die neueste Sicherung zurück: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>Die Datenbank in {folder} konnte nicht geöffnet werden. Starten Sie neu; bleibt es so, geben Sie diesem Ordner einen anderen Namen und holen Sie die neueste Sicherung zurück: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>What the book holds as the manager&apos;s PIN cannot be read. `resv-desktop clear-pin`, on the machine that runs the database, lets a new one be set.</source>
        <translation>Was im Buch als PIN der Leitung steht, ist nicht lesbar. `resv-desktop clear-pin` auf dem Rechner der Datenbank erlaubt, eine neue festzulegen.</translation>
    </message>
    <message>
        <source>The database has no place for its socket: the path may have at most {most} bytes, in a folder that belongs to you alone. Choose a home folder with a shorter path.</source>
        <translation>Die Datenbank hat keinen Platz für ihren Socket: Der Pfad darf höchstens {most} Bytes haben, in einem Ordner, der nur Ihnen gehört. Wählen Sie einen Ordner mit kürzerem Pfad.</translation>
    </message>
    <message>
        <source>This is no scratch database, so it is left as it is.</source>
        <translation>Das ist keine Probe-Datenbank, sie bleibt also, wie sie ist.</translation>
    </message>
    <message>
        <source>This station may not make a scratch database on its MongoDB, so no evening can be rehearsed here. The database&apos;s owner can give it the right.</source>
        <translation>Diese Station darf auf ihrer MongoDB keine Probe-Datenbank anlegen, hier kann also kein Abend geprobt werden. Der Eigentümer der Datenbank kann ihr das Recht geben.</translation>
    </message>
    <message>
        <source>The database did not answer in time, so it is not known whether this was saved. Try again: it is never done twice.</source>
        <translation>Die Datenbank hat nicht rechtzeitig geantwortet, daher ist nicht bekannt, ob dies gespeichert wurde. Versuchen Sie es noch einmal: Es geschieht nie doppelt.</translation>
    </message>
    <message>
        <source>This MongoDB was started as a member of a replica set that does not exist yet. Run rs.initiate() once in mongosh, then try again.</source>
        <translation>Diese MongoDB wurde als Mitglied eines Replica Sets gestartet, das es noch nicht gibt. Führen Sie einmal rs.initiate() in mongosh aus, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This MongoDB is a standalone server, and only a replica set can keep two parties from one table. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>Diese MongoDB ist ein einzelner Server, und nur ein Replica Set kann verhindern, dass zwei Gruppen denselben Tisch bekommen. Starten Sie sie mit --replSet rs0 und führen Sie einmal rs.initiate() aus; ein Server genügt.</translation>
    </message>
    <message>
        <source>The address of the database leads nowhere.</source>
        <translation>Die Adresse der Datenbank führt nirgendwohin.</translation>
    </message>
    <message>
        <source>This MongoDB is version {version}. Version 5.0 or newer is needed.</source>
        <translation>Diese MongoDB hat Version {version}. Nötig ist Version 5.0 oder neuer.</translation>
    </message>
    <message>
        <source>A database cannot be called &quot;{database}&quot;.</source>
        <translation>Eine Datenbank kann nicht „{database}“ heißen.</translation>
    </message>
    <message>
        <source>This MongoDB answers, but it is no member of the replica set that the address names: the set has another name, or it is a standalone server. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>Diese MongoDB antwortet, gehört aber nicht zu dem Replica Set, das die Adresse nennt: Es heißt anders, oder sie ist ein einzelner Server. Starten Sie sie mit --replSet rs0 und führen Sie einmal rs.initiate() aus; ein Server genügt.</translation>
    </message>
    <message>
        <source>This station has no right to write into the book. Nothing was saved; the database&apos;s owner can give it the right.</source>
        <translation>Diese Station darf nicht in das Buch schreiben. Nichts wurde gespeichert; der Eigentümer der Datenbank kann ihr das Recht geben.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}, at {station}. Nothing was changed.</source>
        <translation>Inzwischen an {station} umgesetzt: {guest}, an Tisch {table} um {hour} Uhr am {day}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is not understood. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>„{text}“ ist nicht zu verstehen. Eine Stunde wird als 20, 20:00 oder 20 Uhr eingegeben.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is today or in a week. Type &quot;today&quot;, or the date.</source>
        <translation>„{text}“ ist heute oder in einer Woche. Geben Sie „heute“ oder das Datum ein.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be {first} or {second}. Type the date.</source>
        <translation>„{text}“ kann {first} oder {second} sein. Geben Sie das Datum ein.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour of that time of day. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>„{text}“ ist keine Stunde dieser Tageszeit. Eine Stunde wird als 20, 20:00 oder 20 Uhr eingegeben.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be how many guests there are. Type that as one digit, {least} to {most}, and a name in quotes.</source>
        <translation>„{text}“ kann die Zahl der Gäste sein. Geben Sie sie als eine Ziffer ein, {least} bis {most}, und einen Namen in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Meanwhile another name was saved: {now}. What you typed was not saved.</source>
        <translation>Inzwischen wurde ein anderer Name gespeichert: {now}. Ihre Eingabe wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Meanwhile another note was saved: {now}. What you typed was not saved.</source>
        <translation>Inzwischen wurde eine andere Notiz gespeichert: {now}. Ihre Eingabe wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Meanwhile another number of guests was saved: {now}. What you typed was not saved.</source>
        <translation>Inzwischen wurde eine andere Personenzahl gespeichert: {now}. Ihre Eingabe wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Meanwhile another phone number was saved: {now}. What you typed was not saved.</source>
        <translation>Inzwischen wurde eine andere Telefonnummer gespeichert: {now}. Ihre Eingabe wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Something else was saved under the same id before, so nothing was saved now. Begin again.</source>
        <translation>Unter derselben Kennung wurde vorher etwas anderes gespeichert, deshalb wurde jetzt nichts gespeichert. Beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}. Nothing was changed.</source>
        <translation>Inzwischen umgesetzt: {guest}, an Tisch {table} um {hour} Uhr am {day}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} was here and is done; there is nothing to cancel.</source>
        <translation>Die Gäste von Tisch {table} um {hour} Uhr am {day} waren da und sind fertig; es gibt nichts zu stornieren.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed at {station}. Nothing was saved.</source>
        <translation>Inzwischen Status an {station} geändert: {guest}. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed. Nothing was saved.</source>
        <translation>Inzwischen Status geändert: {guest}. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} has been picked at another station meanwhile: {zone}. Nothing was saved here; pick the same one.</source>
        <translation>Die Zeitzone von {restaurant} wurde inzwischen an einer anderen Station gewählt: {zone}. Hier wurde nichts gespeichert; wählen Sie dieselbe.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was marked as not called since, at {station}, {done_day} {done_at}.</source>
        <translation>Der Gast von Tisch {table} um {hour} Uhr am {day} wurde seitdem an {station} als nicht angerufen vermerkt, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house has hit {guest}, table {table} at {hour} on {day}. Nothing was undone, since nobody would call them then; move or cancel them in &quot;Needs attention&quot; (menu, House).</source>
        <translation>Eine Änderung des Hauses trifft {guest}, Tisch {table} um {hour} Uhr am {day}. Nichts wurde rückgängig gemacht, denn dann riefe niemand dort an; umsetzen oder stornieren Sie sie unter „Zu klären“ (Menü, Haus).</translation>
    </message>
    <message>
        <source>{guest} has been passed over for table {table} already. Nothing was changed.</source>
        <translation>{guest} wurde für Tisch {table} schon übergangen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Old lines of the history stay in the book, since this station may not take anything out of it. Let the machine that has the database do that, in its settings.</source>
        <translation>Alte Zeilen des Verlaufs bleiben im Buch, weil diese Station nichts daraus entfernen darf. Lassen Sie das den Rechner tun, auf dem die Datenbank ist, in dessen Einstellungen.</translation>
    </message>
    <message>
        <source>The first machine no longer lets this station in: it has been removed from the stations there, or the book there has been restored from a backup. Make a new code there and join again.</source>
        <translation>Der erste Rechner lässt diese Station nicht mehr ein: Sie wurde dort aus den Stationen entfernt, oder das Buch dort wurde aus einer Sicherung wiederhergestellt. Erzeugen Sie dort einen neuen Code und treten Sie wieder bei.</translation>
    </message>
    <message>
        <source>This station lacks the rights that the book needs in the database {database}. Look whether that is the right name; whoever looks after the database can give the rights.</source>
        <translation>Dieser Station fehlen die Rechte, die das Buch in der Datenbank {database} braucht. Prüfen Sie, ob der Name stimmt; wer die Datenbank betreut, kann die Rechte geben.</translation>
    </message>
    <message>
        <source>{station} began to move the book to another MongoDB and was broken off. The book is here still; the database&apos;s owner has to open it once, since this station has no right to.</source>
        <translation>{station} hat begonnen, das Buch in eine andere MongoDB zu verlegen, und wurde dabei unterbrochen. Das Buch ist noch hier; der Eigentümer der Datenbank muss es einmal öffnen, denn diese Station darf das nicht.</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so it has not joined. See that something can be written there, and type the code again.</source>
        <translation>Dieser Rechner kann in {folder} nichts aufbewahren ({why}), daher ist er nicht beigetreten. Sorgen Sie dafür, dass dort geschrieben werden kann, und geben Sie den Code noch einmal ein.</translation>
    </message>
    <message>
        <source>This machine is shared, but it is in no network that other stations could reach it in. Connect it to the network of the house.</source>
        <translation>Dieser Rechner ist freigegeben, aber in keinem Netz, in dem ihn andere Stationen erreichen könnten. Verbinden Sie ihn mit dem Netz des Hauses.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow this entry. Nothing was saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>Die Regeln des Buchs erlauben diesen Eintrag nicht. Nichts wurde gespeichert; `resv-desktop check` nennt, was im Buch nicht stimmt.</translation>
    </message>
    <message>
        <source>This station has no right to write the hours of the days ahead. The database&apos;s owner can give it the right.</source>
        <translation>Diese Station darf die Stunden der nächsten Tage nicht schreiben. Der Eigentümer der Datenbank kann ihr das Recht geben.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow some of the hours. All else is saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>Die Regeln des Buchs erlauben einige der Stunden nicht. Alles andere ist gespeichert; `resv-desktop check` nennt, was im Buch nicht stimmt.</translation>
    </message>
    <message>
        <source>Another station&apos;s unfinished write is in the way. Nothing was saved; try again in a moment.</source>
        <translation>Eine andere Station schreibt gerade. Nichts wurde gespeichert; versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The certificate of the database is not valid yet. Look whether the clock of this computer is right.</source>
        <translation>Das Zertifikat der Datenbank gilt noch nicht. Sehen Sie nach, ob die Uhr dieses Rechners richtig geht.</translation>
    </message>
    <message>
        <source>The database cannot prove who it is: this station does not know the authority that made its certificate. Name the file of that authority in the address, as tlsCAFile.</source>
        <translation>Die Datenbank kann sich nicht ausweisen: Diese Station kennt die Stelle nicht, die ihr Zertifikat ausgestellt hat. Nennen Sie die Datei dieser Stelle in der Adresse als tlsCAFile.</translation>
    </message>
    <message>
        <source>The certificate of the database is made out to another name than the one in the address. Use the name that it is made out to, or have it made anew.</source>
        <translation>Das Zertifikat der Datenbank lautet auf einen anderen Namen als den in der Adresse. Nehmen Sie den Namen, auf den es lautet, oder lassen Sie es neu ausstellen.</translation>
    </message>
    <message>
        <source>The certificate of the database has expired. Whoever looks after the database has to renew it.</source>
        <translation>Das Zertifikat der Datenbank ist abgelaufen. Wer die Datenbank betreut, muss es erneuern.</translation>
    </message>
    <message>
        <source>The clock of this machine and that of the first one differ too much for a secure connection. Look at the time and the date of both, the year as well, and set the one that is wrong.</source>
        <translation>Die Uhr dieses Rechners und die des ersten gehen für eine sichere Verbindung zu weit auseinander. Sehen Sie bei beiden nach Uhrzeit und Datum, auch nach dem Jahr, und stellen Sie die Uhr, die falsch geht.</translation>
    </message>
    <message>
        <source>The database does not speak TLS at this address. Look at the port, or take tls=true out of the address if the connection need not be secure.</source>
        <translation>Die Datenbank spricht unter dieser Adresse kein TLS. Prüfen Sie den Port, oder nehmen Sie tls=true aus der Adresse, wenn die Verbindung nicht gesichert sein muss.</translation>
    </message>
    <message>
        <source>The database hangs up before a word is said, as one does that speaks only TLS. Add tls=true to the address.</source>
        <translation>Die Datenbank trennt die Verbindung sofort, wie eine, die nur TLS spricht. Fügen Sie der Adresse tls=true hinzu.</translation>
    </message>
    <message>
        <source>The database hangs up on this station and does not accept its certificate in {path}. Ask whoever looks after the database for one that it knows.</source>
        <translation>Die Datenbank trennt die Verbindung und nimmt das Zertifikat dieser Station in {path} nicht an. Bitten Sie die Person, die sie betreut, um eines, das sie kennt.</translation>
    </message>
    <message>
        <source>The database hangs up, as one does that asks each station for a certificate of its own. Name the file of this station&apos;s certificate in the address, as tlsCertificateKeyFile.</source>
        <translation>Die Datenbank trennt die Verbindung, wie eine, die von jeder Station ein eigenes Zertifikat verlangt. Nennen Sie die Datei mit dem Zertifikat dieser Station in der Adresse als tlsCertificateKeyFile.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} cannot be used. The file must hold the certificate and its key, and {option} must fit where the key is locked.</source>
        <translation>Das Zertifikat dieser Station in {path} ist nicht brauchbar. Die Datei muss das Zertifikat und seinen Schlüssel enthalten, und {option} muss passen, wenn der Schlüssel gesperrt ist.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} has expired. Ask whoever looks after the database for a new one.</source>
        <translation>Das Zertifikat dieser Station in {path} ist abgelaufen. Bitten Sie die Person, die die Datenbank betreut, um ein neues.</translation>
    </message>
    <message>
        <source>The key in {path} is locked by a password, which the address lacks. Add it as {option}.</source>
        <translation>Der Schlüssel in {path} ist durch ein Passwort gesperrt, das in der Adresse fehlt. Fügen Sie es als {option} hinzu.</translation>
    </message>
    <message>
        <source>The file {path}, which the address names as {option}, cannot be read ({why}). Correct the address, or put the file there.</source>
        <translation>Die Datei {path}, die in der Adresse als {option} steht, kann nicht gelesen werden ({why}). Berichtigen Sie die Adresse, oder legen Sie die Datei dorthin.</translation>
    </message>
    <message>
        <source>Another station has gone on with the upgrade of the book, since this one took too long. Start again in a moment.</source>
        <translation>Eine andere Station hat die Umstellung des Buchs übernommen, weil diese hier zu lange brauchte. Starten Sie gleich noch einmal.</translation>
    </message>
    <message>
        <source>Making a backup copy before the book is upgraded</source>
        <translation>Vor der Umstellung des Buchs wird eine Sicherung erstellt</translation>
    </message>
    <message>
        <source>Upgrading the book</source>
        <translation>Das Buch wird umgestellt</translation>
    </message>
    <message>
        <source>The book has to be upgraded once by the database&apos;s owner; this station has no right to.</source>
        <translation>Das Buch muss einmal vom Eigentümer der Datenbank umgestellt werden; diese Station hat kein Recht dazu.</translation>
    </message>
    <message>
        <source>Another station is upgrading the book</source>
        <translation>Eine andere Station stellt das Buch um</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} Uhr am {day} ist vorbei.</translation>
    </message>
    <message>
        <source>It is in the book already: table {table} at {hour} on {day}.</source>
        <translation>Sie steht schon im Buch: Tisch {table} um {hour} Uhr am {day}.</translation>
    </message>
    <message>
        <source>{restaurant} is not open at {hour} on {day}.</source>
        <translation>{restaurant} hat um {hour} Uhr am {day} nicht geöffnet.</translation>
    </message>
    <message>
        <source>The row is the same reservation as row {row}.</source>
        <translation>Die Zeile ist dieselbe Reservierung wie Zeile {row}.</translation>
    </message>
    <message>
        <source>No table of {restaurant} seats a party of {party}.</source>
        <translation>Kein Tisch von {restaurant} hat Platz für {party}.</translation>
    </message>
    <message>
        <source>No table is free for a party of {party} at {hour} on {day}.</source>
        <translation>Um {hour} Uhr am {day} ist kein Tisch für {party} frei.</translation>
    </message>
    <message>
        <source>Row {row} takes table {table} at {hour} on {day}.</source>
        <translation>Zeile {row} bekommt Tisch {table} um {hour} Uhr am {day}.</translation>
    </message>
    <message>
        <source>Row {row} is for the same number at {hour} on {day}. A second table is reserved only on purpose.</source>
        <translation>Zeile {row} ist für dieselbe Nummer um {hour} Uhr am {day}. Ein zweiter Tisch wird nur absichtlich reserviert.</translation>
    </message>
    <message>
        <source>{day} is too far ahead: {last} is the last day that can be reserved.</source>
        <translation>{day} liegt zu weit voraus: {last} ist der letzte Tag, der reserviert werden kann.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day} in the book.</source>
        <translation>Im Buch gibt es {hour} Uhr am {day} nicht.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>Den Ordner {folder} gibt es nicht.</translation>
    </message>
    <message>
        <source>The first day, {first}, comes after the last, {last}.</source>
        <translation>Der erste Tag, {first}, liegt nach dem letzten, {last}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: {why}.</source>
        <translation>{file} konnte nicht gespeichert werden: {why}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: the disk is full.</source>
        <translation>{file} konnte nicht gespeichert werden: Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>{file} is a spreadsheet. Save it there as CSV, and import that file.</source>
        <translation>{file} ist eine Datei der Tabellenkalkulation. Speichern Sie sie dort als CSV, und importieren Sie diese Datei.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} ist leer.</translation>
    </message>
    <message>
        <source>{file} holds the names of columns and no row.</source>
        <translation>In {file} stehen die Namen von Spalten und keine Zeile.</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB. Cut it into several files.</source>
        <translation>{file} ist größer als {most} MB. Teilen Sie sie in mehrere Dateien.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>{file} kann nicht gelesen werden: {why}.</translation>
    </message>
    <message>
        <source>{file} is no CSV file: row {row} cannot be read.</source>
        <translation>{file} ist keine CSV-Datei: Zeile {row} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A quotation mark in row {row} of {file} is not closed, so it is not clear where that row ends. Correct it, and import the file again.</source>
        <translation>Ein Anführungszeichen in Zeile {row} von {file} ist nicht geschlossen, daher ist unklar, wo die Zeile endet. Berichtigen Sie es und importieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>{file} has more than {most} rows. Cut it into several files.</source>
        <translation>{file} hat mehr als {most} Zeilen. Teilen Sie sie in mehrere Dateien.</translation>
    </message>
    <message>
        <source>{hour} comes twice on {day}, since the clock is put back; the first is meant here.</source>
        <translation>{hour} Uhr kommt am {day} zweimal vor, da die Uhr zurückgestellt wird; hier ist das erste Mal gemeint.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Reservations start at full hours, such as 19:00.</source>
        <translation>„{text}“ ist keine volle Stunde. Reservierungen beginnen zur vollen Stunde, etwa 19:00.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no day that can be read.</source>
        <translation>„{text}“ ist als Tag nicht zu lesen.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour that can be read.</source>
        <translation>„{text}“ ist als Uhrzeit nicht zu lesen.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day}: the clock is put forward over it.</source>
        <translation>{hour} Uhr gibt es am {day} nicht: Die Uhr wird dann vorgestellt.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; says no hour.</source>
        <translation>In „{text}“ steht keine Uhrzeit.</translation>
    </message>
    <message>
        <source>The row says no day.</source>
        <translation>In der Zeile steht kein Tag.</translation>
    </message>
    <message>
        <source>The row says no hour.</source>
        <translation>In der Zeile steht keine Uhrzeit.</translation>
    </message>
    <message>
        <source>The row has no phone number.</source>
        <translation>In der Zeile steht keine Telefonnummer.</translation>
    </message>
    <message>
        <source>The row does not say how many guests come.</source>
        <translation>In der Zeile steht nicht, wie viele Gäste kommen.</translation>
    </message>
    <message>
        <source>The file says &quot;{status}&quot;, so nothing is reserved.</source>
        <translation>In der Datei steht „{status}“, daher wird nichts reserviert.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. If this was to be saved, it is not known whether it was. Try again: it is never done twice.</source>
        <translation>Im Programm ist etwas schiefgegangen. Falls dabei etwas gespeichert werden sollte, ist nicht bekannt, ob es das wurde. Versuchen Sie es noch einmal: Es wird nie doppelt ausgeführt.</translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}.</source>
        <translation>Die Einstellungen konnten nicht in {path} gespeichert werden.</translation>
    </message>
    <message>
        <source>Type the password of {name} as well: none is kept on this computer for this address.</source>
        <translation>Geben Sie auch das Passwort von {name} ein: Auf diesem Rechner ist für diese Adresse keines gespeichert.</translation>
    </message>
    <message>
        <source>The password could not be kept in {folder}.</source>
        <translation>Das Passwort konnte nicht in {folder} gespeichert werden.</translation>
    </message>
    <message>
        <source>The receipt could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>Der Beleg konnte nicht in {folder} gespeichert werden ({why}). Er lässt sich kopieren.</translation>
    </message>
    <message>
        <source>Two entries of closures and other hours cover {day}. Change the dates of one of them.</source>
        <translation>Zwei Einträge bei Schließtagen und anderen Zeiten nennen {day}. Lassen Sie einen früher enden oder später beginnen.</translation>
    </message>
    <message>
        <source>No evening can be rehearsed now, because this computer does not let the program write into its own folder.</source>
        <translation>Jetzt kann kein Abend geprobt werden, weil dieser Rechner das Programm nicht in seinen eigenen Ordner schreiben lässt.</translation>
    </message>
    <message>
        <source>&quot;{file}&quot; ends neither in .pdf nor in .csv.</source>
        <translation>„{file}“ endet weder auf .pdf noch auf .csv.</translation>
    </message>
    <message>
        <source>This computer does not let the program start by itself: {why}.</source>
        <translation>Dieser Rechner lässt das Programm nicht von selbst starten: {why}.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved in {folder}: {why}.</source>
        <translation>Die Tagesliste konnte nicht in {folder} gespeichert werden: {why}.</translation>
    </message>
    <message>
        <source>The call list could not be saved in {folder}: {why}.</source>
        <translation>Die Anrufliste konnte nicht in {folder} gespeichert werden: {why}.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder}: {why}.</source>
        <translation>Der Bericht konnte nicht in {folder} gespeichert werden: {why}.</translation>
    </message>
    <message>
        <source>The printers of this machine do not answer.</source>
        <translation>Die Drucker dieses Rechners antworten nicht.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the day sheet.</source>
        <translation>Der Drucker {printer} antwortet nicht. Vielleicht druckt er die Tagesliste noch.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the call list.</source>
        <translation>Der Drucker {printer} antwortet nicht. Vielleicht druckt er die Anrufliste noch.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the report.</source>
        <translation>Der Drucker {printer} antwortet nicht. Vielleicht druckt er den Bericht noch.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the day sheet.</source>
        <translation>Der Drucker {printer} hat die Tagesliste nicht angenommen.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the call list.</source>
        <translation>Der Drucker {printer} hat die Anrufliste nicht angenommen.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the report.</source>
        <translation>Der Drucker {printer} hat den Bericht nicht angenommen.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>Die Tagesliste konnte nicht gespeichert werden: Die Festplatte ist voll. Der Ordner ist {folder}.</translation>
    </message>
    <message>
        <source>The call list could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>Die Anrufliste konnte nicht gespeichert werden: Die Festplatte ist voll. Der Ordner ist {folder}.</translation>
    </message>
    <message>
        <source>The report could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>Der Bericht konnte nicht gespeichert werden: Die Festplatte ist voll. Der Ordner ist {folder}.</translation>
    </message>
    <message>
        <source>The password of this station cannot be kept in {folder} ({why}). Give this user the right to write there, and join with a new code.</source>
        <translation>Das Passwort dieser Station kann nicht in {folder} aufbewahrt werden ({why}). Geben Sie diesem Benutzer dort das Recht zu schreiben und treten Sie mit einem neuen Code bei.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>Der Bericht konnte nicht in {folder} gespeichert werden ({why}). Er lässt sich kopieren.</translation>
    </message>
    <message>
        <source>The password for the database ({name}) is not kept on this computer, or no longer. Write it into the &quot;uri&quot; in {path} once more, as mongodb://name:password@host; it is moved to a safe place at the next start.</source>
        <translation>Das Passwort der Datenbank ({name}) ist auf diesem Rechner nicht oder nicht mehr aufbewahrt. Schreiben Sie es noch einmal bei „uri“ in {path}, als mongodb://name:password@host; beim nächsten Start kommt es an einen sicheren Ort.</translation>
    </message>
    <message>
        <source>old lines of the history are just being worked on</source>
        <translation>an alten Zeilen des Verlaufs wird gerade gearbeitet</translation>
    </message>
    <message>
        <source>A guest was erased, but the files of this station could not be cleaned ({why}). It is tried again by itself.</source>
        <translation>Ein Gast wurde gelöscht, aber die Dateien dieser Station konnten nicht bereinigt werden ({why}). Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Other stations use the book on this machine and would lose it. Stop sharing first (menu, Set-up, Stations); afterwards choose the new database at each of them.</source>
        <translation>Andere Stationen benutzen das Buch auf diesem Rechner und würden es verlieren. Beenden Sie zuerst die Freigabe (Menü, Einrichtung, Stationen); wählen Sie danach an jeder von ihnen die neue Datenbank.</translation>
    </message>
    <message>
        <source>Opening the book where it is now</source>
        <translation>Das Buch wird an seinem neuen Ort geöffnet</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so the book was not moved. See that something can be written there, and try again.</source>
        <translation>Dieser Rechner kann in {folder} nichts aufbewahren ({why}), daher ist das Buch nicht umgezogen. Sorgen Sie dafür, dass dort geschrieben werden kann, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be understood, so it is not known which database this station belongs to. Mend the file, or delete it to begin with the usual settings.</source>
        <translation>Die Einstellungen in {path} sind nicht zu verstehen, daher ist nicht bekannt, zu welcher Datenbank diese Station gehört. Berichtigen Sie die Datei, oder löschen Sie sie, um mit den üblichen Einstellungen zu beginnen.</translation>
    </message>
    <message>
        <source>{file} is no regular file</source>
        <translation>{file} ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>Der Ordner {folder} kann nicht verwendet werden ({why}). Er muss Ihnen gehören: Übernehmen Sie ihn, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Other users of this computer can enter the folder {folder}, and that cannot be changed ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>Andere Benutzer dieses Rechners können in den Ordner {folder}, und das lässt sich nicht ändern ({why}). Er muss Ihnen gehören: Übernehmen Sie ihn, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is nearly full: free at least 1 GB.</source>
        <translation>Die Festplatte ist fast voll: Schaffen Sie mindestens 1 GB Platz.</translation>
    </message>
    <message>
        <source>Opening the book</source>
        <translation>Das Buch wird geöffnet</translation>
    </message>
    <message>
        <source>There is no book in the database &quot;{database}&quot; yet.</source>
        <translation>In der Datenbank „{database}“ gibt es noch kein Buch.</translation>
    </message>
    <message>
        <source>The book is of an older version, and it is not upgraded without a backup: {why}</source>
        <translation>Das Buch ist von einer älteren Version, und ohne Sicherung wird es nicht umgestellt: {why}</translation>
    </message>
    <message>
        <source>There is no book in {folder} yet.</source>
        <translation>In {folder} gibt es noch kein Buch.</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>At the door: one guest without a reservation.</source>
        <translation>An der Tür: ein Gast ohne Reservierung.</translation>
    </message>
    <message>
        <source>At the door: a party of {n} without a reservation.</source>
        <translation>An der Tür: {n} Gäste ohne Reservierung.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} would like a table at {hour}, {party}, {phone}.</source>
        <translation>Das Telefon klingelt: {guest} möchte einen Tisch um {hour} Uhr, {party}, {phone}.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} cannot come at {hour} and cancels.</source>
        <translation>Das Telefon klingelt: {guest} kann um {hour} Uhr nicht kommen und sagt ab.</translation>
    </message>
    <message>
        <source>At the door: {who}, reserved for {hour}.</source>
        <translation>An der Tür: {who}, reserviert für {hour} Uhr.</translation>
    </message>
    <message>
        <source>Nobody has come: {who}, reserved for {hour}.</source>
        <translation>Niemand ist gekommen: {who}, reserviert für {hour} Uhr.</translation>
    </message>
    <message>
        <source>That was all at {hour}.</source>
        <translation>Das war alles um {hour} Uhr.</translation>
    </message>
    <message>
        <source>That was the evening.</source>
        <translation>Das war der Abend.</translation>
    </message>
    <message>
        <source>the party of table {table}</source>
        <translation>die Gäste von Tisch {table}</translation>
    </message>
</context>
<context>
    <name>RehearsalActs</name>
    <message>
        <source>The evening is being copied.</source>
        <translation>Der Abend wird kopiert.</translation>
    </message>
</context>
<context>
    <name>RehearsalBar</name>
    <message>
        <source>Rehearsal: a copy of the evening. Nothing you do here is in the real book.</source>
        <translation>Probe: eine Kopie des Abends. Nichts, was hier geschieht, steht im echten Buch.</translation>
    </message>
    <message>
        <source>Back to the real evening</source>
        <translation>Zurück zum echten Abend</translation>
    </message>
</context>
<context>
    <name>RehearsalWindow</name>
    <message>
        <source>Back to the real evening</source>
        <translation>Zurück zum echten Abend</translation>
    </message>
    <message>
        <source>Rehearsal: {restaurant}</source>
        <translation>Probe: {restaurant}</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Was als Nächstes kommt</translation>
    </message>
    <message>
        <source>On to {hour}</source>
        <translation>Weiter zu {hour} Uhr</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report for support</source>
        <translation>Bericht für den Support</translation>
    </message>
    <message>
        <source>How the program, this machine and the database are. No guest and no password is in it; of a phone number only the last four digits.</source>
        <translation>Der Zustand von Programm, Rechner und Datenbank. Kein Gast und kein Passwort steht darin, von einer Telefonnummer nur die letzten vier Ziffern.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Enter copies, Escape leaves.</source>
        <translation>Enter kopiert, Esc schließt.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Als Datei speichern</translation>
    </message>
    <message>
        <source>The machine and the database are being asked.</source>
        <translation>Rechner und Datenbank werden befragt.</translation>
    </message>
    <message>
        <source>Nothing needs a look.</source>
        <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
        <source>The first lines say what needs a look.</source>
        <translation>Die ersten Zeilen sagen, was zu prüfen ist.</translation>
    </message>
    <message>
        <source>The report is saved: {file}</source>
        <translation>Der Bericht ist gespeichert: {file}</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Gäste</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Walk-ins</source>
        <translation>Walk-ins</translation>
    </message>
    <message>
        <source>Guests of walk-ins</source>
        <translation>Gäste der Walk-ins</translation>
    </message>
    <message>
        <source>No-shows</source>
        <translation>No-Shows</translation>
    </message>
    <message>
        <source>Guests of no-shows</source>
        <translation>Gäste der No-Shows</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Guests cancelled</source>
        <translation>Gäste der Stornierungen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Guests refused</source>
        <translation>Abgewiesene Gäste</translation>
    </message>
    <message>
        <source>Tables taken</source>
        <translation>Belegte Tische</translation>
    </message>
    <message>
        <source>Tables open</source>
        <translation>Offene Tische</translation>
    </message>
    <message>
        <source>Parties of unknown size</source>
        <translation>Gruppen unbekannter Größe</translation>
    </message>
    <message>
        <source>Report, {house}, {period}</source>
        <translation>Bericht, {house}, {period}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Covers are the guests of all parties that had a table; who was not marked as a no-show counts as having come. In hours to come they are those who have reserved so far.</source>
        <translation>Als Gäste zählen alle Personen der Gruppen, die einen Tisch hatten; wer nicht als No-Show markiert wurde, gilt als gekommen. In künftigen Stunden sind es die, die bisher reserviert haben.</translation>
    </message>
    <message>
        <source>Occupancy is the share of tables with a party, of all tables that were open in that hour. A table counts once in an hour, also where two parties had it one after the other.</source>
        <translation>Die Auslastung ist der Anteil der Tische mit einer Gruppe an allen Tischen, die in dieser Stunde offen waren. Ein Tisch zählt in einer Stunde einmal, auch wenn ihn zwei Gruppen nacheinander hatten.</translation>
    </message>
    <message>
        <source>Walk-ins came without a reservation; they are covers, too. No-shows and cancellations count in the hour for which they had reserved, with the size they had then; what was undone does not count.</source>
        <translation>Walk-ins kamen ohne Reservierung; auch sie zählen als Gäste. No-Shows und Stornierungen zählen in der Stunde, für die reserviert war, mit der damaligen Personenzahl; was rückgängig gemacht wurde, zählt nicht.</translation>
    </message>
    <message>
        <source>Refused are parties for which a host looked for a table and none was free, nor could be freed: once for each hour, size and station within ten minutes, also where they then took another hour. Parties that waited and got a table do not count.</source>
        <translation>Abgewiesen sind Gruppen, für die ein Tisch gesucht wurde und keiner frei war oder frei werden konnte: einmal je Stunde, Größe und Station innerhalb von zehn Minuten, auch wenn sie dann eine andere Stunde nahmen. Wer wartete und einen Tisch bekam, zählt nicht dazu.</translation>
    </message>
    <message>
        <source>What another program cancels is not known, nor what was cancelled in hours that were closed later.</source>
        <translation>Was ein anderes Programm storniert, ist nicht bekannt, ebenso wenig, was in Stunden storniert wurde, die später geschlossen wurden.</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Guests: {n}</source>
        <translation>Gäste: {n}</translation>
    </message>
    <message>
        <source>Parties: {n}</source>
        <translation>Gruppen: {n}</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>{taken} of {offered} tables</source>
        <translation>{taken} von {offered} Tischen</translation>
    </message>
    <message>
        <source>Not over yet: of the hours to come, what has been promised so far counts.</source>
        <translation>Noch nicht vorbei: Von den künftigen Stunden zählt, was bisher zugesagt ist.</translation>
    </message>
    <message>
        <source>The history up to {day} has left the book: no-shows, cancellations and parties that left early are not known until then.</source>
        <translation>Der Verlauf bis {day} ist nicht mehr im Buch: No-Shows, Stornierungen und früher gegangene Gruppen sind bis dahin nicht bekannt.</translation>
    </message>
    <message>
        <source>No refused party has been written down yet.</source>
        <translation>Noch wurde keine abgewiesene Gruppe notiert.</translation>
    </message>
    <message>
        <source>Refused parties have been written down since {day}.</source>
        <translation>Abgewiesene Gruppen werden seit {day} notiert.</translation>
    </message>
    <message>
        <source>Parties of which another program did not say how many they are: {n}.</source>
        <translation>Gruppen, deren Größe ein anderes Programm nicht angegeben hat: {n}.</translation>
    </message>
    <message>
        <source>This period cannot be reserved yet.</source>
        <translation>Dann kann noch nichts reserviert werden.</translation>
    </message>
    <message>
        <source>Closed in this period, and nobody asked for a table.</source>
        <translation>Dann ist geschlossen, und niemand hat nach einem Tisch gefragt.</translation>
    </message>
    <message>
        <source>The book has nothing for this period.</source>
        <translation>Aus dieser Zeit steht nichts im Buch.</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Nach Stunden</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tagen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Occupancy in %</source>
        <translation>Auslastung in %</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>Nicht gekommen</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>reserviert</translation>
    </message>
    <message>
        <source>walked in</source>
        <translation>Walk-ins</translation>
    </message>
    <message>
        <source>no-shows</source>
        <translation>No-Shows</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>storniert</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>Reservations by the days before the visit</source>
        <translation>Reservierungen nach Tagen vor dem Besuch</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Half of them less than</source>
        <translation>Die Hälfte davon weniger als</translation>
    </message>
    <message>
        <source>Made before the visit</source>
        <translation>Vorlauf vor dem Besuch</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>Reservierungen</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>Vorlauf</translation>
    </message>
    <message>
        <source>That day</source>
        <translation>Am selben Tag</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{n} days or more</source>
        <translation>{n} Tage oder mehr</translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation>{first} bis {last} Tage</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} Tage</translation>
    </message>
</context>
<context>
    <name>ReportsActs</name>
    <message>
        <source>Saved in {folder}: {file}</source>
        <translation>In {folder} gespeichert: {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>The report has gone to the printer {printer}.</source>
        <translation>Bericht an den Drucker {printer} geschickt.</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>Abend</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Evening, week or month</source>
        <translation>Abend, Woche oder Monat</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Nach Stunden</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tagen</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>Vorlauf</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>Was zählt</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>PDF speichern</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Es wird gezählt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>There is no printer on this machine.</source>
        <translation>An diesem Rechner gibt es keinen Drucker.</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>Diese Tabelle als CSV speichern</translation>
    </message>
    <message>
        <source>Save all hours as CSV</source>
        <translation>Alle Stunden als CSV speichern</translation>
    </message>
    <message>
        <source>These days are not counted yet.</source>
        <translation>Diese Tage sind noch nicht gezählt.</translation>
    </message>
    <message>
        <source>The report is being made</source>
        <translation>Der Bericht wird erstellt</translation>
    </message>
    <message>
        <source>{earlier} and {later} turn the pages, {paper} prints, Escape leaves.</source>
        <translation>{earlier} und {later} blättern, {paper} druckt, Esc schließt.</translation>
    </message>
</context>
<context>
    <name>ReservationsModel</name>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>party of {party}</source>
        <translation>für {party}</translation>
    </message>
</context>
<context>
    <name>ReserveForm</name>
    <message>
        <source>As it is dialled here, or with + and the country code.</source>
        <translation>So wie sie hier gewählt wird, oder mit + und der Landesvorwahl.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
</context>
<context>
    <name>ReserveSide</name>
    <message>
        <source>Reserve table {table}</source>
        <translation>Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is free again.</source>
        <translation>Tisch {table} um {hour} Uhr ist wieder frei.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>Ob Tisch {table} um {hour} Uhr reserviert wurde, ist nicht bekannt. Die Listen zeigen es, sobald die Datenbank antwortet.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The program ended. What was typed here is back.</source>
        <translation>Das Programm wurde beendet. Was hier eingegeben war, ist wieder da.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Enter reserves, Escape leaves.</source>
        <translation>Enter reserviert, Esc schließt.</translation>
    </message>
    <message>
        <source>The database does not answer. What you type stays; nothing can be saved until it does.</source>
        <translation>Die Datenbank antwortet nicht. Ihre Eingaben bleiben; gespeichert wird erst, wenn sie antwortet.</translation>
    </message>
    <message>
        <source>Choose how many guests come: table {table} seats {seats}.</source>
        <translation>Wählen Sie, wie viele Gäste kommen: Tisch {table} hat {seats} Plätze.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>Tisch {table} um {hour} Uhr wird reserviert.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>Ob Tisch {table} um {hour} Uhr reserviert wurde, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>Zweiten Tisch reservieren</translation>
    </message>
</context>
<context>
    <name>Reshuffle</name>
    <message>
        <source>Free table {table} by moving 1 party</source>
        <translation>Tisch {table} frei machen: 1 Gruppe umsetzen</translation>
    </message>
    <message>
        <source>Free table {table} by moving {count} parties</source>
        <translation>Tisch {table} frei machen: {count} Gruppen umsetzen</translation>
    </message>
    <message>
        <source>Free table {table}</source>
        <translation>Tisch {table} frei machen</translation>
    </message>
    <message>
        <source>Move 1 party, seat at table {table}</source>
        <translation>1 umsetzen, an Tisch {table} platzieren</translation>
    </message>
    <message>
        <source>Move {count} parties, seat at table {table}</source>
        <translation>{count} umsetzen, an Tisch {table} platzieren</translation>
    </message>
    <message>
        <source>Move 1 party, reserve table {table}</source>
        <translation>1 umsetzen, Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>Move {count} parties, reserve table {table}</source>
        <translation>{count} umsetzen, Tisch {table} reservieren</translation>
    </message>
    <message>
        <source>1 party moved and seated: {facts}.</source>
        <translation>1 Gruppe umgesetzt, Gäste platziert: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and seated: {facts}.</source>
        <translation>{count} Gruppen umgesetzt, Gäste platziert: {facts}.</translation>
    </message>
    <message>
        <source>1 party moved and reserved: {facts}.</source>
        <translation>1 Gruppe umgesetzt, reserviert: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and reserved: {facts}.</source>
        <translation>{count} Gruppen umgesetzt, reserviert: {facts}.</translation>
    </message>
    <message>
        <source>From table {table} to table {other}, {seats} seats</source>
        <translation>Von Tisch {table} an Tisch {other}, {seats} Plätze</translation>
    </message>
    <message>
        <source>Stays at table {table}</source>
        <translation>Bleibt an Tisch {table}</translation>
    </message>
    <message>
        <source>{guest} to table {table}</source>
        <translation>{guest} an Tisch {table}</translation>
    </message>
</context>
<context>
    <name>ReshuffleDesk</name>
    <message>
        <source>Seated: {facts}.</source>
        <translation>Sitzt: {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Reserviert: {facts}.</translation>
    </message>
    <message>
        <source>Moving the parties.</source>
        <translation>Die Gruppen werden umgesetzt.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>Der Tisch wird reserviert.</translation>
    </message>
</context>
<context>
    <name>ReshuffleDialog</name>
    <message>
        <source>The room has changed. This is what it takes now.</source>
        <translation>Die Belegung hat sich geändert. Das ist jetzt nötig.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>Zweiten Tisch reservieren</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>Enter führt es aus, Esc schließt.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, für {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, {guest}, party of {party}</source>
        <translation>{day}, {hour}, {guest}, für {party}</translation>
    </message>
    <message>
        <source>Nobody is moved before you do it.</source>
        <translation>Niemand wird umgesetzt, bevor Sie es tun.</translation>
    </message>
    <message>
        <source>Table {table} is free</source>
        <translation>Tisch {table} ist frei</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to move.</source>
        <translation>Tisch {table} ist frei und hat {seats} Plätze. Niemand muss umgesetzt werden.</translation>
    </message>
    <message>
        <source>No table can be freed</source>
        <translation>Kein Tisch kann frei gemacht werden</translation>
    </message>
    <message>
        <source>No moves free a table for a party of {party}.</source>
        <translation>Durch Umsetzen wird für {party} kein Tisch frei.</translation>
    </message>
    <message>
        <source>While they stay, no moves free a table for a party of {party}.</source>
        <translation>Solange sie bleiben, wird für {party} kein Tisch frei.</translation>
    </message>
</context>
<context>
    <name>RestaurantChooser</name>
    <message>
        <source>Which restaurant is this stand for?</source>
        <translation>Zu welchem Restaurant gehört dieser Empfang?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>Restaurants</translation>
    </message>
    <message>
        <source>Set up a new restaurant</source>
        <translation>Neues Restaurant einrichten</translation>
    </message>
</context>
<context>
    <name>SeatActs</name>
    <message>
        <source>That party was here and is done; there is no next step.</source>
        <translation>Diese Gäste waren da und sind fertig; es gibt keinen nächsten Schritt.</translation>
    </message>
    <message>
        <source>Arrived: {facts}.</source>
        <translation>Ist da: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>Sitzt: {facts}.</translation>
    </message>
    <message>
        <source>Done: {facts}.</source>
        <translation>Fertig: {facts}.</translation>
    </message>
    <message>
        <source>No-show, the table is free: {facts}.</source>
        <translation>No-Show, der Tisch ist frei: {facts}.</translation>
    </message>
    <message>
        <source>Left early, the table is free: {facts}.</source>
        <translation>Früher gegangen, der Tisch ist frei: {facts}.</translation>
    </message>
    <message>
        <source>That party was here and is done; there is nothing to cancel.</source>
        <translation>Diese Gäste waren da und sind fertig; es gibt nichts zu stornieren.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>Storniert: {facts}.</translation>
    </message>
    <message>
        <source>The database answers again. Nothing was saved.</source>
        <translation>Die Datenbank antwortet wieder. Es wurde nichts gespeichert.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now.</source>
        <translation>Die Datenbank antwortet nicht, darum kann jetzt nichts gespeichert werden.</translation>
    </message>
    <message>
        <source>Try all the same</source>
        <translation>Trotzdem versuchen</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Wiederholen</translation>
    </message>
</context>
<context>
    <name>SettingsActs</name>
    <message>
        <source>Keys in the settings that made no sense were left as usual: {acts}.</source>
        <translation>Unbrauchbare Tasten in den Einstellungen bleiben wie üblich: {acts}.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>What is chosen holds at once.</source>
        <translation>Was gewählt wird, gilt sofort.</translation>
    </message>
    <message>
        <source>This station</source>
        <translation>Diese Station</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>{printer} (does not answer)</source>
        <translation>{printer} (antwortet nicht)</translation>
    </message>
    <message>
        <source>Changed: {setting}.</source>
        <translation>Geändert: {setting}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Another station is called {name}, too. Give this one a name of its own, so that the history tells them apart.</source>
        <translation>Noch eine Station heißt {name}. Geben Sie dieser einen eigenen Namen, damit der Verlauf sie auseinanderhält.</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>PDF auf diesem Rechner</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>Wie die Sprache</translation>
    </message>
    <message>
        <source>24 hours (19:00)</source>
        <translation>24 Stunden (19:00)</translation>
    </message>
    <message>
        <source>am and pm (7:00 pm)</source>
        <translation>am und pm (7:00 pm)</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>When a finger touches a field</source>
        <translation>Wenn ein Finger ein Feld berührt</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Keys on the screen</source>
        <translation>Tasten auf dem Bildschirm</translation>
    </message>
    <message>
        <source>{n} months, older lines in files here</source>
        <translation>{n} Monate, ältere Zeilen hier in Dateien</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>Name dieser Station</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Day sheet goes to</source>
        <translation>Tagesliste geht an</translation>
    </message>
    <message>
        <source>History in the book</source>
        <translation>Verlauf im Buch</translation>
    </message>
    <message>
        <source>Start this program</source>
        <translation>Dieses Programm starten</translation>
    </message>
    <message>
        <source>After the log-in</source>
        <translation>Nach der Anmeldung</translation>
    </message>
    <message>
        <source>Start this program after the log-in</source>
        <translation>Dieses Programm nach der Anmeldung starten</translation>
    </message>
    <message>
        <source>A station needs a name; it stays {name}.</source>
        <translation>Eine Station braucht einen Namen; er bleibt {name}.</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up a restaurant</source>
        <translation>Restaurant einrichten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The days are being prepared. Press Stop before you leave.</source>
        <translation>Die Tage werden vorbereitet. Drücken Sie „Anhalten“, bevor Sie schließen.</translation>
    </message>
    <message>
        <source>It is not known whether the restaurant was saved; the next start shows it.</source>
        <translation>Ob das Restaurant gespeichert wurde, ist nicht bekannt; der nächste Start zeigt es.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Leave the set-up? Nothing has been saved, and what you typed is not kept.</source>
        <translation>Einrichtung verlassen? Nichts ist gespeichert, und Ihre Eingaben gehen verloren.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Page {n} of {count}</source>
        <translation>Seite {n} von {count}</translation>
    </message>
    <message>
        <source>{hour}, continued</source>
        <translation>{hour}, Fortsetzung</translation>
    </message>
    <message>
        <source>Not live since {as_of}. What was reserved or cancelled after that is not on this sheet.</source>
        <translation>Nicht live seit {as_of}. Was danach reserviert oder storniert wurde, steht nicht auf dieser Liste.</translation>
    </message>
    <message>
        <source>Made {day}, {time}, at {station}</source>
        <translation>Erstellt {day}, {time}, an {station}</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>Stand: {time}</translation>
    </message>
    <message>
        <source>It is not known who waits: the waitlist is not on this sheet.</source>
        <translation>Wer wartet, ist nicht bekannt: Die Warteliste steht nicht auf dieser Liste.</translation>
    </message>
    <message>
        <source>This hour is no longer in the book.</source>
        <translation>Diese Stunde steht nicht mehr im Buch.</translation>
    </message>
    <message>
        <source>Waitlist: 1 party waits for a table</source>
        <translation>Warteliste: 1 Gruppe wartet auf einen Tisch</translation>
    </message>
    <message>
        <source>Waitlist: {n} parties wait for a table</source>
        <translation>Warteliste: {n} Gruppen warten auf einen Tisch</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>Keine Stunden</translation>
    </message>
    <message>
        <source>The book has no hours for this day.</source>
        <translation>Das Buch hat für diesen Tag keine Stunden.</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>Vergeben, kein Name bekannt</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>{state}, not offered</source>
        <translation>{state}, entfällt</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>Gelöschter Gast</translation>
    </message>
    <message>
        <source>No table is free.</source>
        <translation>Kein Tisch ist frei.</translation>
    </message>
    <message>
        <source>Free: {tables}</source>
        <translation>Frei: {tables}</translation>
    </message>
    <message>
        <source>no reservations</source>
        <translation>keine Reservierungen</translation>
    </message>
    <message>
        <source>1 reservation, covers: {covers}</source>
        <translation>1 Reservierung, Gäste: {covers}</translation>
    </message>
    <message>
        <source>{n} reservations, covers: {covers}</source>
        <translation>{n} Reservierungen, Gäste: {covers}</translation>
    </message>
</context>
<context>
    <name>SheetActs</name>
    <message>
        <source>This day has not been read yet, so there is no sheet of it.</source>
        <translation>Dieser Tag wurde noch nicht gelesen, daher gibt es für ihn keine Liste.</translation>
    </message>
    <message>
        <source>The day sheet is not made yet. Where does it go?</source>
        <translation>Die Tagesliste ist noch nicht erstellt. Wohin damit?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>The printer {printer} is not there now.</source>
        <translation>Der Drucker {printer} ist jetzt nicht da.</translation>
    </message>
    <message>
        <source>The day sheet is being made.</source>
        <translation>Die Tagesliste wird erstellt.</translation>
    </message>
    <message>
        <source>Day sheet of {day} sent to the printer {printer}.</source>
        <translation>Tagesliste für {day} an den Drucker {printer} geschickt.</translation>
    </message>
    <message>
        <source>Day sheet of {day} saved in {folder}.</source>
        <translation>Tagesliste für {day} in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>PDF speichern</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Day sheet</source>
        <translation>Tagesliste</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>Wohin damit</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>PDF auf diesem Rechner</translation>
    </message>
    <message>
        <source>By hour: table, party, name, the last four digits of the phone, note, status, and rows to write in. A PDF of today and the next days is kept here in any case.</source>
        <translation>Nach Stunden: Tisch, Personen, Name, die letzten vier Ziffern der Telefonnummer, Notiz, Status und leere Zeilen zum Schreiben. Ein PDF von heute und den nächsten Tagen liegt ohnehin hier.</translation>
    </message>
    <message>
        <source>From now on {key} does this at once.</source>
        <translation>Ab jetzt tut {key} das sofort.</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>PDF speichern</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>The day sheet is being made</source>
        <translation>Die Tagesliste wird erstellt</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>Table {table}, {hour}</source>
        <translation>Tisch {table}, {hour}</translation>
    </message>
    <message>
        <source>{day}, {hour} to {end}, {seats} seats</source>
        <translation>{day}, {hour} bis {end}, {seats} Plätze</translation>
    </message>
    <message>
        <source>{day} (evening of {evening}), {hour} to {end}, {seats} seats</source>
        <translation>{day} (Abend vom {evening}), {hour} bis {end}, {seats} Plätze</translation>
    </message>
    <message>
        <source>This hour has begun. It ends at {end}.</source>
        <translation>Diese Stunde hat begonnen. Sie endet um {end} Uhr.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is no longer in the book.</source>
        <translation>Tisch {table} um {hour} Uhr steht nicht mehr im Buch.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>Tisch {table} um {hour} Uhr wurde gerade vergeben.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken at {station}.</source>
        <translation>Tisch {table} um {hour} Uhr wurde gerade an {station} vergeben.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is {being_taken}. Whoever reserves it first has it.</source>
        <translation>Tisch {table} um {hour} Uhr {being_taken}. Wer zuerst reserviert, bekommt ihn.</translation>
    </message>
    <message>
        <source>Others of that hour can move. For a party of {party}:</source>
        <translation>Andere dieser Stunde lassen sich umsetzen. Für {party}:</translation>
    </message>
    <message>
        <source>No other table is free for a party of {party} that day.</source>
        <translation>An diesem Tag ist kein anderer Tisch für {party} frei.</translation>
    </message>
    <message>
        <source>Only this one is left that day for a party of {party}:</source>
        <translation>An diesem Tag ist nur noch dieser für {party} frei:</translation>
    </message>
    <message>
        <source>Only these two are left that day for a party of {party}:</source>
        <translation>An diesem Tag sind nur noch diese zwei für {party} frei:</translation>
    </message>
    <message>
        <source>The nearest for a party of {party}:</source>
        <translation>Die nächsten für {party}:</translation>
    </message>
    <message>
        <source>Table {table} at {hour}, {seats} seats</source>
        <translation>Tisch {table} um {hour} Uhr, {seats} Plätze</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Fill in {guest} again</source>
        <translation>{guest} wieder eintragen</translation>
    </message>
    <message>
        <source>Typed a moment ago, and not reserved:</source>
        <translation>Eben eingegeben und nicht reserviert:</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>{first} goes to the other table, Escape leaves.</source>
        <translation>{first} führt zum anderen Tisch, Esc schließt.</translation>
    </message>
    <message>
        <source>{first} to {last} go to another table, Escape leaves.</source>
        <translation>{first} bis {last} führen zu einem anderen Tisch, Esc schließt.</translation>
    </message>
    <message>
        <source>{first} and {last} go to another table, Escape leaves.</source>
        <translation>{first} und {last} führen zu einem anderen Tisch, Esc schließt.</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Reservations</source>
        <translation>Reservierungen</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>Bericht für den Support</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>Andere Datenbank</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Einem Restaurant beitreten</translation>
    </message>
    <message>
        <source>The book cannot be opened</source>
        <translation>Das Buch kann nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>StatePill</name>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Ist da</translation>
    </message>
    <message>
        <source>Seated</source>
        <translation>Sitzt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Vorbei</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>Voll</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
</context>
<context>
    <name>StationRows</name>
    <message>
        <source>{station}, joined on {day}</source>
        <translation>{station}, beigetreten am {day}</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>No other station has joined yet.</source>
        <translation>Noch ist keine andere Station beigetreten.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {station}</source>
        <translation>{station} entfernen</translation>
    </message>
    <message>
        <source>Connected now</source>
        <translation>Jetzt verbunden</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Joined on {day}, connected now</source>
        <translation>Beigetreten am {day}, jetzt verbunden</translation>
    </message>
    <message>
        <source>Joined on {day}, not connected</source>
        <translation>Beigetreten am {day}, nicht verbunden</translation>
    </message>
    <message>
        <source>Last seen on {day}</source>
        <translation>Zuletzt gesehen am {day}</translation>
    </message>
</context>
<context>
    <name>StationsDialog</name>
    <message>
        <source>No longer share</source>
        <translation>Nicht mehr freigeben</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>Einem Restaurant beitreten</translation>
    </message>
    <message>
        <source>Looking for the stations</source>
        <translation>Die Stationen werden gesucht</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Stationen</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>Esc schließt.</translation>
    </message>
    <message>
        <source>Other machines of this restaurant can use the book of this one, over the network of the house: each sees at once what the others do. What goes over the network is encrypted, and each station needs a code from here. This machine has to be on while they work.</source>
        <translation>Andere Rechner dieses Restaurants können über das Netz des Hauses das Buch von diesem benutzen: Jeder sieht sofort, was die anderen tun. Was über das Netz geht, ist verschlüsselt, und jede Station braucht einen Code von hier. Dieser Rechner muss laufen, solange sie arbeiten.</translation>
    </message>
    <message>
        <source>Share this machine</source>
        <translation>Diesen Rechner freigeben</translation>
    </message>
    <message>
        <source>This machine is shared. Stations reach it at {places}.</source>
        <translation>Dieser Rechner ist freigegeben. Stationen erreichen ihn unter {places}.</translation>
    </message>
    <message>
        <source>Add a station</source>
        <translation>Station hinzufügen</translation>
    </message>
    <message>
        <source>Share anew</source>
        <translation>Neu freigeben</translation>
    </message>
    <message>
        <source>Join with a new code</source>
        <translation>Mit neuem Code beitreten</translation>
    </message>
    <message>
        <source>Start the program on the other machine, choose “Join a restaurant” and type this code there, or scan it. It works once, while this window is open, for ten minutes at most.</source>
        <translation>Starten Sie das Programm am anderen Rechner, wählen Sie „Einem Restaurant beitreten“ und geben Sie dort diesen Code ein, oder scannen Sie ihn. Er gilt einmal, solange dieses Fenster offen ist, höchstens zehn Minuten.</translation>
    </message>
    <message>
        <source>The code: {code}</source>
        <translation>Der Code: {code}</translation>
    </message>
    <message>
        <source>This machine is at {places}.</source>
        <translation>Dieser Rechner hat die Adresse {places}.</translation>
    </message>
    <message>
        <source>Sharing this machine; the book is back in a moment</source>
        <translation>Dieser Rechner wird freigegeben; das Buch ist gleich wieder da</translation>
    </message>
    <message>
        <source>Shutting the port; the book is back in a moment</source>
        <translation>Der Port wird geschlossen; das Buch ist gleich wieder da</translation>
    </message>
    <message>
        <source>Making a code</source>
        <translation>Ein Code wird erzeugt</translation>
    </message>
    <message>
        <source>{station} has been removed and is cut off.</source>
        <translation>{station} wurde entfernt und ist getrennt.</translation>
    </message>
    <message>
        <source>Removing the station</source>
        <translation>Die Station wird entfernt</translation>
    </message>
    <message>
        <source>Remove {station}? It is cut off at once, and needs a new code to join again.</source>
        <translation>{station} entfernen? Sie wird sofort getrennt und braucht für einen neuen Beitritt einen neuen Code.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The other stations cannot work until this machine is shared again.</source>
        <translation>Die anderen Stationen können nicht arbeiten, bis dieser Rechner wieder freigegeben ist.</translation>
    </message>
    <message>
        <source>This machine then uses the book of another one, with a code from there. Its own book stays here as it is.</source>
        <translation>Dieser Rechner benutzt dann das Buch eines anderen, mit einem Code von dort. Sein eigenes Buch bleibt hier, wie es ist.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>{station} has joined. Another station has this name; remove it if that is the same machine.</source>
        <translation>{station} ist beigetreten. Eine andere Station heißt ebenso; entfernen Sie sie, wenn es derselbe Rechner ist.</translation>
    </message>
    <message>
        <source>Remove the older one</source>
        <translation>Die ältere entfernen</translation>
    </message>
    <message>
        <source>{station} has joined; another station is called {name} already.</source>
        <translation>{station} ist beigetreten; {name} heißt schon eine andere Station.</translation>
    </message>
    <message>
        <source>{station} has joined again, in the place of its old entry.</source>
        <translation>{station} ist wieder beigetreten, an der Stelle des alten Eintrags.</translation>
    </message>
    <message>
        <source>{station} has joined.</source>
        <translation>{station} ist beigetreten.</translation>
    </message>
    <message>
        <source>This machine has another address now. Type this new code; the one before is worth nothing any more.</source>
        <translation>Dieser Rechner hat jetzt eine andere Adresse. Geben Sie diesen neuen Code ein; der vorige gilt nicht mehr.</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>asked now</source>
        <translation>jetzt gefragt</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>kommt noch</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One fewer: {name}</source>
        <translation>Eins weniger: {name}</translation>
    </message>
    <message>
        <source>One more: {name}</source>
        <translation>Eins mehr: {name}</translation>
    </message>
</context>
<context>
    <name>TableModel</name>
    <message>
        <source>{row}, {column}: {number}</source>
        <translation>{row}, {column}: {number}</translation>
    </message>
</context>
<context>
    <name>TablesPage</name>
    <message>
        <source>More tables</source>
        <translation>Weitere Tische</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tische</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>Plätze</translation>
    </message>
    <message>
        <source>Retired from a day on</source>
        <translation>Ab einem Tag außer Dienst</translation>
    </message>
    <message>
        <source>The first day without this table</source>
        <translation>Der erste Tag ohne diesen Tisch</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
    <message>
        <source>{seats}, retired since {day}</source>
        <translation>{seats}, weg seit {day}</translation>
    </message>
    <message>
        <source>{seats}, retired from {day}</source>
        <translation>{seats}, weg ab {day}</translation>
    </message>
    <message>
        <source>It is not offered from this day on, and can come back at any time.</source>
        <translation>Ab diesem Tag wird er nicht angeboten; er kann jederzeit zurückkommen.</translation>
    </message>
    <message>
        <source>So many of one size, such as 2 × 4 for two tables of 4.</source>
        <translation>So viele von einer Größe, etwa 2 × 4 für zwei Tische für 4.</translation>
    </message>
    <message>
        <source>Table {table} is added.</source>
        <translation>Tisch {table} kommt dazu.</translation>
    </message>
    <message>
        <source>Tables {first} to {last} are added.</source>
        <translation>Die Tische {first} bis {last} kommen dazu.</translation>
    </message>
    <message>
        <source>Which tables do you have?</source>
        <translation>Welche Tische haben Sie?</translation>
    </message>
    <message>
        <source>Type them in one line, or set the number for each size. The list follows.</source>
        <translation>Geben Sie sie in einer Zeile ein, oder stellen Sie die Zahl je Größe ein. Die Liste folgt.</translation>
    </message>
    <message>
        <source>Tables in one line</source>
        <translation>Tische in einer Zeile</translation>
    </message>
    <message>
        <source>{tables} so far</source>
        <translation>Bisher {tables}</translation>
    </message>
    <message>
        <source>{tables}</source>
        <translation>{tables}</translation>
    </message>
    <message>
        <source>First finish the line of tables</source>
        <translation>Zuerst die Zeile der Tische beenden</translation>
    </message>
    <message>
        <source>First say your tables</source>
        <translation>Zuerst Ihre Tische angeben</translation>
    </message>
    <message>
        <source>Next: prepare 14 days</source>
        <translation>Weiter: 14 Tage vorbereiten</translation>
    </message>
    <message>
        <source>A restaurant needs a table.</source>
        <translation>Ein Restaurant braucht einen Tisch.</translation>
    </message>
    <message>
        <source>For example &quot;6 x 2, 10 x 4&quot;: 6 tables of 2 and 10 tables of 4.</source>
        <translation>Zum Beispiel „6 x 2, 10 x 4“: 6 Tische für 2 und 10 Tische für 4.</translation>
    </message>
    <message>
        <source>{tables}, {seats}.</source>
        <translation>{tables}, {seats}.</translation>
    </message>
    <message>
        <source>No tables yet.</source>
        <translation>Noch keine Tische.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>{hour}, {taken} of {tables} tables taken</source>
        <translation>{hour}, {taken} von {tables} Tischen vergeben</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>Tisch {table}</translation>
    </message>
</context>
<context>
    <name>TimezoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Wie spät ist es bei Ihnen?</translation>
    </message>
    <message>
        <source>It is asked once and then kept.</source>
        <translation>Die Frage kommt einmal, die Antwort bleibt.</translation>
    </message>
    <message>
        <source>Use this time zone</source>
        <translation>Diese Zeitzone verwenden</translation>
    </message>
    <message>
        <source>Saving the time zone</source>
        <translation>Die Zeitzone wird gespeichert</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Party size (keys 1 to 8)</source>
        <translation>Personenzahl (Tasten 1 bis 8)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Demo: nothing here is kept</source>
        <translation>Demo: Nichts wird gespeichert</translation>
    </message>
    <message>
        <source>The running day, from now on</source>
        <translation>Der laufende Tag, ab jetzt</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>Tag davor</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>Tag danach</translation>
    </message>
    <message>
        <source>Opening hours not known</source>
        <translation>Öffnungszeiten nicht bekannt</translation>
    </message>
    <message>
        <source>Closed on this day</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open around the clock</source>
        <translation>Rund um die Uhr geöffnet</translation>
    </message>
    <message>
        <source>Open {opens} to {closes}</source>
        <translation>Geöffnet {opens}–{closes}</translation>
    </message>
</context>
<context>
    <name>TouchPanel</name>
    <message>
        <source>Keys on the screen</source>
        <translation>Tasten auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Hebrew letters</source>
        <translation>Hebräische Buchstaben</translation>
    </message>
    <message>
        <source>Latin letters</source>
        <translation>Lateinische Buchstaben</translation>
    </message>
    <message>
        <source>Capital letter</source>
        <translation>Großbuchstabe</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>Nächstes Feld</translation>
    </message>
    <message>
        <source>Hide these keys</source>
        <translation>Diese Tasten ausblenden</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Buchstaben</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>abc</translation>
    </message>
    <message>
        <source>Letters with accents</source>
        <translation>Buchstaben mit Akzenten</translation>
    </message>
    <message>
        <source>Digits and signs</source>
        <translation>Ziffern und Zeichen</translation>
    </message>
</context>
<context>
    <name>Turns</name>
    <message>
        <source>What was asked for after that was not done.</source>
        <translation>Was danach verlangt wurde, wurde nicht getan.</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>The last act here was a change of the house, which no key undoes: change it once more (menu, House). A day that opens again keeps its parties and who waits. What was done before the change can be undone in the history</source>
        <translation>Zuletzt wurde hier das Haus geändert, und das macht keine Taste rückgängig: Ändern Sie es noch einmal (Menü, Haus). Ein Tag, der wieder öffnet, behält seine Gäste und wer wartet. Was vor der Änderung getan wurde, lässt sich im Verlauf rückgängig machen</translation>
    </message>
    <message>
        <source>Nothing has been done here since the rehearsal. What was done before it can be undone in the history</source>
        <translation>Seit der Probe wurde hier nichts getan. Was vor ihr getan wurde, lässt sich im Verlauf rückgängig machen</translation>
    </message>
    <message>
        <source>There is nothing to undo here. What was done before the program was started, or at another station, can be undone in the history</source>
        <translation>Hier gibt es nichts rückgängig zu machen. Was vor dem Start oder an einer anderen Station getan wurde, lässt sich im Verlauf rückgängig machen</translation>
    </message>
    <message>
        <source>Undone, and 1 party is at its table again: {facts}.</source>
        <translation>Rückgängig gemacht, 1 Gruppe ist wieder an ihrem Tisch: {facts}.</translation>
    </message>
    <message>
        <source>Undone, and {count} parties are at their tables again: {facts}.</source>
        <translation>Rückgängig gemacht, {count} Gruppen sind wieder an ihren Tischen: {facts}.</translation>
    </message>
    <message>
        <source>The reservation is undone: {facts}.</source>
        <translation>Die Reservierung ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The seating is undone: {facts}.</source>
        <translation>Das Platzieren ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The change of the state is undone: {facts}.</source>
        <translation>Die Statusänderung ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The arrival is undone: {facts}.</source>
        <translation>Die Ankunft ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>&quot;Done&quot; is undone: {facts}.</source>
        <translation>„Fertig“ ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The move is undone: {facts}.</source>
        <translation>Das Umsetzen ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The change is undone: {facts}.</source>
        <translation>Die Änderung ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is undone: {facts}.</source>
        <translation>Der Vermerk des Anrufs ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The cancelling is undone: {facts}.</source>
        <translation>Die Stornierung ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The no-show is undone: {facts}.</source>
        <translation>Der No-Show ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The early leaving is undone: {facts}.</source>
        <translation>„Früher gegangen“ ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>The entry on the waitlist is undone: {facts}.</source>
        <translation>Der Eintrag auf der Warteliste ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>They are on the waitlist again: {facts}.</source>
        <translation>Sie stehen wieder auf der Warteliste: {facts}.</translation>
    </message>
    <message>
        <source>The passing over is undone: {facts}.</source>
        <translation>Das Übergehen ist rückgängig gemacht: {facts}.</translation>
    </message>
    <message>
        <source>What was undone is done again: {facts}.</source>
        <translation>Was rückgängig gemacht war, gilt wieder: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and 1 party moved again: {facts}.</source>
        <translation>Wieder ausgeführt, 1 Gruppe wieder umgesetzt: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and {count} parties moved again: {facts}.</source>
        <translation>Wieder ausgeführt, {count} Gruppen wieder umgesetzt: {facts}.</translation>
    </message>
    <message>
        <source>Reserved again: {facts}.</source>
        <translation>Wieder reserviert: {facts}.</translation>
    </message>
    <message>
        <source>Seated again: {facts}.</source>
        <translation>Sitzt wieder: {facts}.</translation>
    </message>
    <message>
        <source>The state is changed again: {facts}.</source>
        <translation>Der Status ist wieder geändert: {facts}.</translation>
    </message>
    <message>
        <source>Arrived again: {facts}.</source>
        <translation>Wieder da: {facts}.</translation>
    </message>
    <message>
        <source>Done again: {facts}.</source>
        <translation>Wieder fertig: {facts}.</translation>
    </message>
    <message>
        <source>Moved again: {facts}.</source>
        <translation>Wieder umgesetzt: {facts}.</translation>
    </message>
    <message>
        <source>Changed again: {facts}.</source>
        <translation>Wieder geändert: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is there again: {facts}.</source>
        <translation>Der Vermerk des Anrufs ist wieder da: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled again: {facts}.</source>
        <translation>Wieder storniert: {facts}.</translation>
    </message>
    <message>
        <source>A no-show again, the table is free: {facts}.</source>
        <translation>Wieder No-Show, der Tisch ist frei: {facts}.</translation>
    </message>
    <message>
        <source>Left early again, the table is free: {facts}.</source>
        <translation>Wieder früher gegangen, der Tisch ist frei: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist again: {facts}.</source>
        <translation>Wieder auf der Warteliste: {facts}.</translation>
    </message>
    <message>
        <source>Taken off the waitlist again: {facts}.</source>
        <translation>Wieder von der Warteliste genommen: {facts}.</translation>
    </message>
    <message>
        <source>Passed over again: {facts}.</source>
        <translation>Wieder übergangen: {facts}.</translation>
    </message>
    <message>
        <source>Undone again: {facts}.</source>
        <translation>Wieder rückgängig gemacht: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Put on the waitlist</source>
        <translation>Auf die Warteliste</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>Enter führt es aus, Esc schließt.</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>Wird ein Tisch frei, wird er ihnen zuerst angeboten.</translation>
    </message>
    <message>
        <source>Nobody waits for this hour yet</source>
        <translation>Auf diese Stunde wartet noch niemand</translation>
    </message>
    <message>
        <source>The waitlist cannot be read now</source>
        <translation>Die Warteliste kann jetzt nicht gelesen werden</translation>
    </message>
    <message>
        <source>They wait already</source>
        <translation>Es warten schon</translation>
    </message>
    <message>
        <source>Nobody has to wait, if others move.</source>
        <translation>Niemand muss warten, wenn andere umgesetzt werden.</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to wait.</source>
        <translation>Tisch {table} ist frei und hat {seats} Plätze. Niemand muss warten.</translation>
    </message>
    <message>
        <source>Reading the waitlist</source>
        <translation>Die Warteliste wird gelesen</translation>
    </message>
    <message>
        <source>Waitlist of {day}, {hour}</source>
        <translation>Warteliste für {day}, {hour}</translation>
    </message>
</context>
<context>
    <name>WaitEntryRow</name>
    <message>
        <source>Take off</source>
        <translation>Streichen</translation>
    </message>
    <message>
        <source>Take {guest} off the waitlist</source>
        <translation>{guest} von der Warteliste streichen</translation>
    </message>
    <message>
        <source>Reserve table {table} for {guest}</source>
        <translation>Tisch {table} für {guest} reservieren</translation>
    </message>
    <message>
        <source>{moves} for {guest}</source>
        <translation>{moves}, für {guest}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Table {table} at {hour} is free.</source>
        <translation>Tisch {table} um {hour} Uhr ist frei.</translation>
    </message>
    <message>
        <source>Table {table} on {day} at {hour} is free.</source>
        <translation>Tisch {table} am {day} um {hour} Uhr ist frei.</translation>
    </message>
    <message>
        <source>{guest}, {party}, waits since {time}, {phone}.</source>
        <translation>{guest}, {party}, wartet seit {time}, {phone}.</translation>
    </message>
    <message>
        <source>{phone}, {party}, waits since {time}.</source>
        <translation>{phone}, {party}, wartet seit {time}.</translation>
    </message>
    <message>
        <source>1 more party can have a table.</source>
        <translation>1 weitere Gruppe kann einen Tisch haben.</translation>
    </message>
    <message>
        <source>{n} more parties can have a table.</source>
        <translation>{n} weitere Gruppen können einen Tisch haben.</translation>
    </message>
</context>
<context>
    <name>WaitingDesk</name>
    <message>
        <source>Reserved from the waitlist: {facts}.</source>
        <translation>Von der Warteliste reserviert: {facts}.</translation>
    </message>
    <message>
        <source>Passed over, still waiting: {facts}.</source>
        <translation>Übergangen, wartet weiter: {facts}.</translation>
    </message>
    <message>
        <source>No table is free for anybody who waits, so nothing was done.</source>
        <translation>Für niemanden auf der Warteliste ist ein Tisch frei; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>It is not known yet who waits, so nothing was done.</source>
        <translation>Es ist noch nicht bekannt, wer wartet; es wurde nichts getan.</translation>
    </message>
    <message>
        <source>Taken off the waitlist: {facts}.</source>
        <translation>Von der Warteliste gestrichen: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist: {facts}.</source>
        <translation>Auf der Warteliste: {facts}.</translation>
    </message>
    <message>
        <source>There are no hours on {day}. Nobody can wait for one.</source>
        <translation>Am {day} gibt es keine Stunden. Niemand kann auf eine warten.</translation>
    </message>
    <message>
        <source>The hours of this day are over. There is no waitlist for them.</source>
        <translation>Die Stunden dieses Tages sind vorbei. Für sie gibt es keine Warteliste.</translation>
    </message>
    <message>
        <source>Putting the party on the waitlist.</source>
        <translation>Die Gäste kommen auf die Warteliste.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>Der Tisch wird reserviert.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>Reserviert: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>Pass over</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>Reserve it for {guest}</source>
        <translation>Für {guest} reservieren</translation>
    </message>
</context>
<context>
    <name>WeekPage</name>
    <message>
        <source>Usual hours</source>
        <translation>Übliche Zeiten</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>Own hours</source>
        <translation>Eigene Zeiten</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
</context>
<context>
    <name>WindowChange</name>
    <message>
        <source>{house}: {sentence}</source>
        <translation>{house}: {sentence}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{time} (1st)</source>
        <translation>{time} (1.)</translation>
    </message>
    <message>
        <source>{time} (2nd)</source>
        <translation>{time} (2.)</translation>
    </message>
    <message>
        <source>{day} {year}</source>
        <translation>{day} {year}</translation>
    </message>
    <message>
        <source>{month} {number}</source>
        <translation>{number}. {month}</translation>
    </message>
    <message>
        <source>{number} {month}</source>
        <translation>{number}. {month}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>{weekday} {month} {number}</source>
        <translation>{weekday}, {number}. {month}</translation>
    </message>
    <message>
        <source>{weekday} {number} {month}</source>
        <translation>{weekday}, {number}. {month}</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} und {last}</translation>
    </message>
</context>
<context>
    <name>ZoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Wie spät ist es bei Ihnen?</translation>
    </message>
    <message>
        <source>Every reservation keeps its hour on the clock.</source>
        <translation>Jede zugesagte Stunde behält, was die Uhr zeigt.</translation>
    </message>
    <message>
        <source>Enter shows first which guests are affected, Escape leaves.</source>
        <translation>Enter zeigt zuerst, wen es trifft, Esc schließt.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>Sehen, wen es trifft</translation>
    </message>
</context>
<context>
    <name>ZonePage</name>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>First pick a time zone</source>
        <translation>Zuerst eine Zeitzone wählen</translation>
    </message>
    <message>
        <source>Next: tables</source>
        <translation>Weiter: Tische</translation>
    </message>
    <message>
        <source>Guessed from {phone} ({country}). Does the time agree?</source>
        <translation>Abgeleitet aus {phone} ({country}). Stimmt die Uhrzeit?</translation>
    </message>
    <message>
        <source>Every hour of the book is an hour of this clock.</source>
        <translation>Jede Stunde des Buchs ist eine Stunde dieser Uhr.</translation>
    </message>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>Wie spät ist es bei Ihnen?</translation>
    </message>
    <message>
        <source>{zone} is not in the country of your phone number ({country}).</source>
        <translation>{zone} liegt nicht im Land Ihrer Telefonnummer ({country}).</translation>
    </message>
    <message>
        <source>There is more than one time zone in this country ({country}). Please check.</source>
        <translation>In diesem Land gibt es mehr als eine Zeitzone ({country}). Bitte prüfen Sie.</translation>
    </message>
</context>
<context>
    <name>ZonePicker</name>
    <message>
        <source>Another place</source>
        <translation>Ein anderer Ort</translation>
    </message>
    <message>
        <source>City, country or zone</source>
        <translation>Stadt, Land oder Zone</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Zeitzonen</translation>
    </message>
    <message>
        <source>No place or zone is called &quot;{text}&quot;.</source>
        <translation>Kein Ort und keine Zone heißt „{text}“.</translation>
    </message>
    <message>
        <source>Enter or a click chooses a place.</source>
        <translation>Enter oder ein Klick wählt einen Ort.</translation>
    </message>
    <message>
        <source>No time zone yet</source>
        <translation>Noch keine Zeitzone</translation>
    </message>
    <message>
        <source>Search for your city below.</source>
        <translation>Suchen Sie unten nach Ihrer Stadt.</translation>
    </message>
    <message>
        <source>It is {hour} there now, {day}.</source>
        <translation>Dort ist es jetzt {hour} Uhr, {day}.</translation>
    </message>
</context>
<context>
    <name>_Exchange</name>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation>Angehalten. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>Reservations saved: {count}. The file is {file}</source>
        <translation>Gespeicherte Reservierungen: {count}. Die Datei ist {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No calendar file is kept any more.</source>
        <translation>Es wird keine Kalenderdatei mehr geführt.</translation>
    </message>
    <message>
        <source>The calendar file is being written.</source>
        <translation>Die Kalenderdatei wird geschrieben.</translation>
    </message>
    <message>
        <source>The calendar file is kept up to date: {file}</source>
        <translation>Die Kalenderdatei wird aktuell gehalten: {file}</translation>
    </message>
    <message>
        <source>The file matched the book at {hour}.</source>
        <translation>Die Datei hatte den Stand des Buchs von {hour} Uhr.</translation>
    </message>
    <message>
        <source>The calendar file of this station is of another restaurant: {file}</source>
        <translation>Die Kalenderdatei dieser Station gehört zu einem anderen Restaurant: {file}</translation>
    </message>
</context>
<context>
    <name>_FigureBox</name>
    <message>
        <source>{name}: {value}. {detail}</source>
        <translation>{name}: {value}. {detail}</translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>{column}, sort by it</source>
        <translation>{column}, danach sortieren</translation>
    </message>
    <message>
        <source>{column}, sorted downwards</source>
        <translation>{column}, absteigend sortiert</translation>
    </message>
    <message>
        <source>{column}, sorted upwards</source>
        <translation>{column}, aufsteigend sortiert</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>Nach {column} sortieren</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>Table numbers</source>
        <translation>Tischnummern</translation>
    </message>
</context>
<context>
    <name>_Month</name>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
</context>
<context>
    <name>_MoveRow</name>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>{guest} stays where they are</source>
        <translation>{guest} bleibt am Tisch</translation>
    </message>
</context>
<context>
    <name>_SizeRow</name>
    <message>
        <source>Tables of {seats}</source>
        <translation>Tische für {seats}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>self._dialog</name>
    <message>
        <source>It is being saved.</source>
        <translation>Es wird gespeichert.</translation>
    </message>
    <message>
        <source>The receipt is saved: {file}</source>
        <translation>Der Beleg ist gespeichert: {file}</translation>
    </message>
</context>
</TS>
