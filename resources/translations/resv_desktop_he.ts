<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="he" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>גרסה {version}</translation>
    </message>
    <message>
        <source>The host stand of a restaurant: take, find and cancel reservations.</source>
        <translation>עמדת האירוח של מסעדה: קבלת הזמנות, איתורן וביטולן.</translation>
    </message>
    <message>
        <source>What is inside, with its licences</source>
        <translation>מה שכלול בתוכנה, עם הרישיונות</translation>
    </message>
    <message>
        <source>Source and licence</source>
        <translation>מקור ורישיון</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>מקור: {address}</translation>
    </message>
</context>
<context>
    <name>Affected</name>
    <message>
        <source>moved by the clock</source>
        <translation>הועברו, השעון דילג</translation>
    </message>
    <message>
        <source>moved from {hour}</source>
        <translation>הועברו מ-{hour}</translation>
    </message>
    <message>
        <source>we are closed</source>
        <translation>המסעדה סגורה</translation>
    </message>
    <message>
        <source>table is gone</source>
        <translation>השולחן הוסר</translation>
    </message>
    <message>
        <source>table too small</source>
        <translation>השולחן קטן מדי</translation>
    </message>
    <message>
        <source>clock skips it</source>
        <translation>השעון מדלג עליה</translation>
    </message>
    <message>
        <source>hour comes twice</source>
        <translation>השעה מופיעה פעמיים</translation>
    </message>
    <message>
        <source>hour is gone</source>
        <translation>השעה נמחקה</translation>
    </message>
    <message>
        <source>The house is closed on {day} at {hour}.</source>
        <translation>המסעדה סגורה ב{day} בשעה {hour}.</translation>
    </message>
    <message>
        <source>Table {table} is no longer there on {day}.</source>
        <translation>שולחן {table} כבר לא יהיה ב{day}.</translation>
    </message>
    <message>
        <source>Table {table} seats fewer on {day} than the party is.</source>
        <translation>בשולחן {table} יש ב{day} פחות מקומות ממספר הסועדים.</translation>
    </message>
    <message>
        <source>The clock skips this hour on {day}.</source>
        <translation>ב{day} השעון מדלג על השעה הזאת.</translation>
    </message>
    <message>
        <source>The clock shows {hour} twice on {day}; they have the first of the two.</source>
        <translation>ב{day} השעון מראה {hour} פעמיים; ההזמנה שלהם היא לראשונה.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer in the book.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} כבר לא בספר ההזמנות.</translation>
    </message>
    <message>
        <source>The clock skips the hour that they had; they were moved to {hour}.</source>
        <translation>השעון מדלג על השעה שהייתה להם; הם הועברו ל-{hour}.</translation>
    </message>
    <message>
        <source>They were moved from {before} to {hour}.</source>
        <translation>הם הועברו מ-{before} ל-{hour}.</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>The house is closed then.</source>
        <translation>המסעדה סגורה במועד הזה.</translation>
    </message>
    <message>
        <source>The table is no longer there.</source>
        <translation>השולחן כבר לא קיים.</translation>
    </message>
    <message>
        <source>The table seats too few.</source>
        <translation>בשולחן אין די מקומות.</translation>
    </message>
    <message>
        <source>The clock skips this hour on that day.</source>
        <translation>השעון מדלג על השעה הזאת באותו יום.</translation>
    </message>
    <message>
        <source>The clock shows this hour twice on that day.</source>
        <translation>השעון מראה את השעה הזאת פעמיים באותו יום.</translation>
    </message>
    <message>
        <source>The hour is no longer in the book.</source>
        <translation>השעה כבר לא בספר ההזמנות.</translation>
    </message>
    <message>
        <source>table {table}, {hour}</source>
        <translation>שולחן {table}, {hour}</translation>
    </message>
    <message>
        <source>table {table}, {day}, {hour}</source>
        <translation>שולחן {table}, {day}, {hour}</translation>
    </message>
    <message>
        <source>to call</source>
        <translation>להתקשר</translation>
    </message>
    <message>
        <source>Called {time}, {host} at {station}</source>
        <translation>התקשרנו {time}, {host} בעמדה {station}</translation>
    </message>
    <message>
        <source>Called {time}, {station}</source>
        <translation>התקשרנו {time}, {station}</translation>
    </message>
    <message>
        <source>{reason} They have {place} instead.</source>
        <translation>{reason} במקום זאת: {place}.</translation>
    </message>
    <message>
        <source>{reason} Free instead: {place}.</source>
        <translation>{reason} פנוי במקום זאת: {place}.</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>אלרגיה.</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>הערה: {note}</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>Table {table}, {why}</source>
        <translation>שולחן {table}, {why}</translation>
    </message>
    <message>
        <source>called</source>
        <translation>התקשרנו</translation>
    </message>
    <message>
        <source>New</source>
        <translation>חדש</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>השתנה</translation>
    </message>
    <message>
        <source>{who}. {why} {called}.</source>
        <translation>{who}. {why} {called}.</translation>
    </message>
    <message>
        <source>{who}. {why} Call them.</source>
        <translation>{who}. {why} צריך להתקשר.</translation>
    </message>
    <message>
        <source>{who}. {why} {called}. Goes to {place}.</source>
        <translation>{who}. {why} {called}. עוברים אל: {place}.</translation>
    </message>
    <message>
        <source>{who}. {why} Goes to {place}.</source>
        <translation>{who}. {why} עוברים אל: {place}.</translation>
    </message>
    <message>
        <source>Reservations without a table</source>
        <translation>הזמנות ללא שולחן</translation>
    </message>
</context>
<context>
    <name>AffectedBox</name>
    <message>
        <source>New home</source>
        <translation>מקום חדש</translation>
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
        <translation>שעה</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>שולחן</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>מקומות</translation>
    </message>
    <message>
        <source>State</source>
        <translation>מצב</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>אורח</translation>
    </message>
</context>
<context>
    <name>AllPanel</name>
    <message>
        <source>All tables</source>
        <translation>כל השולחנות</translation>
    </message>
    <message>
        <source>All</source>
        <translation>הכול</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>לוח שעות</translation>
    </message>
    <message>
        <source>How all tables are shown</source>
        <translation>איך מוצגים כל השולחנות</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>שעות</translation>
    </message>
    <message>
        <source>Which hours both lists show</source>
        <translation>אילו שעות מוצגות בשתי הרשימות</translation>
    </message>
    <message>
        <source>Now {time}</source>
        <translation>עכשיו {time}</translation>
    </message>
    <message>
        <source>No hours on {day}</source>
        <translation>אין שעות ב{day}</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>שולחן אחד</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} שולחנות</translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>1 table</source>
        <translation>שולחן אחד</translation>
    </message>
    <message>
        <source>{count} tables</source>
        <translation>{count} שולחנות</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>מקום אחד</translation>
    </message>
    <message>
        <source>{count} seats</source>
        <translation>{count} מקומות</translation>
    </message>
    <message>
        <source>{tables} of {capacity}</source>
        <translation>{tables} ל-{capacity}</translation>
    </message>
    <message>
        <source>1 hour can be reserved.</source>
        <translation>אפשר להזמין לשעה אחת.</translation>
    </message>
    <message>
        <source>{count} hours can be reserved.</source>
        <translation>אפשר להזמין ל-{count} שעות.</translation>
    </message>
    <message>
        <source>{opens} to {closes}, the next day</source>
        <translation>{opens} עד {closes} למחרת</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} עד {closes}</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Starting</source>
        <translation>התוכנה עולה</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>הזמנות</translation>
    </message>
</context>
<context>
    <name>AsItWas</name>
    <message>
        <source>All tables, as they were</source>
        <translation>כל השולחנות, כפי שהיו</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>דקה</translation>
    </message>
    <message>
        <source>To the change before</source>
        <translation>לשינוי הקודם</translation>
    </message>
    <message>
        <source>To the next change</source>
        <translation>לשינוי הבא</translation>
    </message>
    <message>
        <source>The past: as it stood on {day} at {time}. Nothing can be changed here.</source>
        <translation>העבר: המצב ב{day} בשעה {time}. אי אפשר לשנות כאן דבר.</translation>
    </message>
    <message>
        <source>What was done then has been moved out of the book into files, so this is not how the day stood.</source>
        <translation>מה שנעשה אז הועבר מהספר לקבצים, ולכן לא כך עמד היום.</translation>
    </message>
    <message>
        <source>Another program wrote one of these reservations, and keeps no history: how it stood then is not certain.</source>
        <translation>תוכנה אחרת כתבה אחת מההזמנות האלה ואינה שומרת היסטוריה: לא בטוח מה היה מצבה אז.</translation>
    </message>
    <message>
        <source>Another program wrote {n} of these reservations, and keeps no history: how they stood then is not certain.</source>
        <translation>תוכנה אחרת כתבה {n} מההזמנות האלה ואינה שומרת היסטוריה: לא בטוח מה היה מצבן אז.</translation>
    </message>
</context>
<context>
    <name>AttentionDesk</name>
    <message>
        <source>Moving the party</source>
        <translation>מעבירים את הסועדים</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>הועבר: {facts}.</translation>
    </message>
    <message>
        <source>Cancelling the reservation</source>
        <translation>מבטלים את ההזמנה</translation>
    </message>
    <message>
        <source>Noting the call</source>
        <translation>רושמים את השיחה</translation>
    </message>
    <message>
        <source>Called: {facts}.</source>
        <translation>התקשרנו: {facts}.</translation>
    </message>
    <message>
        <source>Not called: {facts}.</source>
        <translation>לא התקשרנו: {facts}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>ביטול הפעולה</translation>
    </message>
    <message>
        <source>The call list is being made</source>
        <translation>מכינים את רשימת השיחות</translation>
    </message>
</context>
<context>
    <name>AttentionDialog</name>
    <message>
        <source>Choose a new home, or call them</source>
        <translation>לבחור מקום חדש, או להתקשר</translation>
    </message>
    <message>
        <source>Cancel the reservation</source>
        <translation>ביטול ההזמנה</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>רשימת שיחות</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>דורש טיפול</translation>
    </message>
    <message>
        <source>Reading the book</source>
        <translation>קוראים את ספר ההזמנות</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be settled now.</source>
        <translation>מסד הנתונים אינו עונה, ולכן אי אפשר לטפל בדבר כעת.</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>אין דבר שדורש טיפול</translation>
    </message>
    <message>
        <source>Every reservation ahead has its hour and its table.</source>
        <translation>לכל הזמנה עתידית יש שעה ושולחן.</translation>
    </message>
    <message>
        <source>1 reservation whose guest has to hear of another hour</source>
        <translation>הזמנה אחת שהאורח שלה צריך לשמוע על שעה אחרת</translation>
    </message>
    <message>
        <source>1 reservation without an hour or a table that the house offers</source>
        <translation>הזמנה אחת ללא שעה או שולחן שהמסעדה מציעה</translation>
    </message>
    <message>
        <source>{n} reservations; the guests of {moved} have to hear of another hour</source>
        <translation>הזמנות: {n}; האורחים של {moved} מהן צריכים לשמוע על שעה אחרת</translation>
    </message>
    <message>
        <source>{n} reservations without an hour or a table that the house offers</source>
        <translation>הזמנות ללא שעה או שולחן שהמסעדה מציעה: {n}</translation>
    </message>
    <message>
        <source>Move to {place}</source>
        <translation>העברה אל {place}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>העברה</translation>
    </message>
    <message>
        <source>Not called</source>
        <translation>לא התקשרנו</translation>
    </message>
    <message>
        <source>Mark as called</source>
        <translation>התקשרנו</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Mark them as called once they know. Escape leaves.</source>
        <translation>סמנו שהתקשרתם ברגע שהם יודעים. Esc יוצא.</translation>
    </message>
    <message>
        <source>Choose a new home or call them. Escape leaves.</source>
        <translation>בחרו מקום חדש או התקשרו. Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter moves the party, Escape leaves.</source>
        <translation>‏Enter להעברה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}?</source>
        <translation>לבטל את {guest}, {day}, {hour}?</translation>
    </message>
    <message>
        <source>Cancel {guest}, {day}, {hour}? The house no longer offers this place, so it cannot be undone.</source>
        <translation>לבטל את ההזמנה של {guest}, {day}, {hour}? המסעדה כבר לא מציעה את המקום הזה, ולכן הביטול סופי.</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>לבטל את ההזמנה</translation>
    </message>
</context>
<context>
    <name>AvailablePanel</name>
    <message>
        <source>Available</source>
        <translation>פנויים</translation>
    </message>
    <message>
        <source>Free tables</source>
        <translation>שולחנות פנויים</translation>
    </message>
</context>
<context>
    <name>BackupActs</name>
    <message>
        <source>This database is not saved by the program every day.</source>
        <translation>התוכנה אינה מגבה את מסד הנתונים הזה בכל יום.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the first is still to come.</source>
        <translation>בכל יום התוכנה שומרת גיבוי מעצמה; הראשון עוד לא נעשה.</translation>
    </message>
    <message>
        <source>Every day the program saves one by itself; the last on {day} at {hour}.</source>
        <translation>בכל יום התוכנה שומרת גיבוי מעצמה; האחרון ב{day} בשעה {hour}.</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Backup</source>
        <translation>גיבוי</translation>
    </message>
    <message>
        <source>The whole book in one file, as it is at this instant. It is saved in {folder}; keep a copy on another disk. Whoever has the file can read names and numbers of guests.</source>
        <translation>כל ספר ההזמנות בקובץ אחד, כפי שהוא ברגע זה. הקובץ נשמר ב-{folder}; שמרו עותק בדיסק אחר. מי שהקובץ בידיו יכול לקרוא שמות ומספרים של אורחים.</translation>
    </message>
    <message>
        <source>Save a backup now</source>
        <translation>שמירת גיבוי עכשיו</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>‏Enter לשמירה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>The book is being saved.</source>
        <translation>שומרים את ספר ההזמנות.</translation>
    </message>
    <message>
        <source>The backup is saved: {file}, {size}.</source>
        <translation>הגיבוי נשמר: {file}, {size}.</translation>
    </message>
</context>
<context>
    <name>BackupKeeper</name>
    <message>
        <source>Today&apos;s backup could not be made: {why}</source>
        <translation>הגיבוי של היום לא נעשה: {why}</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Reservations follow the clock of the database, so none is at a wrong hour.</source>
        <translation>ההזמנות נרשמות לפי השעון של מסד הנתונים, לכן אף אחת אינה בשעה שגויה.</translation>
    </message>
    <message>
        <source>Free some space on this machine soon, or nothing can be saved any more.</source>
        <translation>פנו מקום במחשב הזה בקרוב, אחרת לא יהיה אפשר לשמור דבר.</translation>
    </message>
    <message>
        <source>No initials</source>
        <translation>אין ראשי תיבות</translation>
    </message>
    <message>
        <source>Initials: {initials}</source>
        <translation>ראשי תיבות: {initials}</translation>
    </message>
    <message>
        <source>Who is at this station</source>
        <translation>מי נמצא בעמדה</translation>
    </message>
    <message>
        <source>Live, {n} ms</source>
        <translation>בזמן אמת, {n} מ״ש</translation>
    </message>
    <message>
        <source>Not live since {time}</source>
        <translation>לא מעודכן מאז {time}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} fast</source>
        <translation>השעון של המחשב ממהר ב-{by}</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} slow</source>
        <translation>השעון של המחשב מפגר ב-{by}</translation>
    </message>
    <message>
        <source>Disk nearly full: {size} left</source>
        <translation>הדיסק כמעט מלא: נותרו {size}</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} ימים</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>יום אחד</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} שע׳</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} דק׳</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} שנ׳</translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation>לוח שנה</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>החודש הקודם</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>החודש הבא</translation>
    </message>
</context>
<context>
    <name>CallList</name>
    <message>
        <source>Calls to make, {house}</source>
        <translation>רשימת שיחות, {house}</translation>
    </message>
    <message>
        <source>Allergy.</source>
        <translation>אלרגיה.</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>ללא מספר טלפון</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>הערה: {note}</translation>
    </message>
    <message>
        <source>1 party to call</source>
        <translation>שיחה אחת</translation>
    </message>
    <message>
        <source>{n} parties to call</source>
        <translation>{n} שיחות</translation>
    </message>
    <message>
        <source>Calls to make</source>
        <translation>רשימת שיחות</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>שעה</translation>
    </message>
    <message>
        <source>Name and phone</source>
        <translation>שם וטלפון</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>מה לומר</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>תשובה</translation>
    </message>
</context>
<context>
    <name>CallLists</name>
    <message>
        <source>The call list has gone to the printer {printer}.</source>
        <translation>רשימת השיחות נשלחה למדפסת {printer}.</translation>
    </message>
    <message>
        <source>Call list saved in {folder}.</source>
        <translation>רשימת השיחות נשמרה ב-{folder}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>מספר טלפון</translation>
    </message>
    <message>
        <source>Cancel a reservation</source>
        <translation>ביטול הזמנה</translation>
    </message>
    <message>
        <source>Pick one that was made at this station, or find it by phone.</source>
        <translation>בחרו הזמנה שנרשמה בעמדה הזאת, או חפשו לפי טלפון.</translation>
    </message>
    <message>
        <source>No reservation of this station is left</source>
        <translation>לא נשארו הזמנות של העמדה הזאת</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>הקלידו את מספר הטלפון של האורח.</translation>
    </message>
    <message>
        <source>Made at {station}</source>
        <translation>נרשמו בעמדה {station}</translation>
    </message>
    <message>
        <source>Looking for {phone}</source>
        <translation>מחפשים את {phone}</translation>
    </message>
    <message>
        <source>Under {phone}</source>
        <translation>לפי המספר {phone}</translation>
    </message>
    <message>
        <source>No reservation to come under {phone}</source>
        <translation>אין הזמנה עתידית במספר {phone}</translation>
    </message>
    <message>
        <source>Ask for the number once more.</source>
        <translation>בקשו את המספר פעם נוספת.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}.</source>
        <translation>שולחן {table} בשעה {hour} יתפנה.</translation>
    </message>
    <message>
        <source>Cancel table {table}, {hour}</source>
        <translation>ביטול ההזמנה: שולחן {table}, {hour}</translation>
    </message>
    <message>
        <source>Enter goes to the list, Escape leaves.</source>
        <translation>‏Enter למעבר לרשימה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter cancels it, Escape leaves.</source>
        <translation>‏Enter לביטול ההזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Cancelling table {table} at {hour}.</source>
        <translation>מבטלים את ההזמנה של שולחן {table} בשעה {hour}.</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Chart</source>
        <translation>תרשים</translation>
    </message>
    <message>
        <source>The table beside it says the same in numbers.</source>
        <translation>הטבלה שלצידו אומרת אותו הדבר במספרים.</translation>
    </message>
</context>
<context>
    <name>ClockDesk</name>
    <message>
        <source>The hours ahead go by the new clock; every reservation keeps its hour.</source>
        <translation>השעות הבאות הולכות לפי השעון החדש; כל הזמנה נשארה בשעה שלה.</translation>
    </message>
</context>
<context>
    <name>ClockRow</name>
    <message>
        <source>The rules of your clock have changed.</source>
        <translation>כללי השעון שלכם השתנו.</translation>
    </message>
    <message>
        <source>Hours ahead would move with their reservations. No new days open until you have seen who is affected.</source>
        <translation>השעות של הזמנות קיימות היו זזות. לא ייפתחו ימים נוספים עד שתראו למי זה נוגע.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>למי זה נוגע</translation>
    </message>
</context>
<context>
    <name>Closure</name>
    <message>
        <source>Up to and including {day}.</source>
        <translation>עד {day}, כולל.</translation>
    </message>
    <message>
        <source>Closed each day up to and including {day}: {hours}.</source>
        <translation>סגור בכל יום עד {day}, כולל: {hours}.</translation>
    </message>
    <message>
        <source>Closed today: {hours}.</source>
        <translation>סגור היום: {hours}.</translation>
    </message>
    <message>
        <source>Closed up to and including {day}.</source>
        <translation>סגור עד {day}, כולל.</translation>
    </message>
    <message>
        <source>Closed today.</source>
        <translation>סגור היום.</translation>
    </message>
    <message>
        <source>Other hours up to and including {day}: {hours}.</source>
        <translation>שעות אחרות עד {day}, כולל: {hours}.</translation>
    </message>
    <message>
        <source>Other hours today: {hours}.</source>
        <translation>שעות אחרות היום: {hours}.</translation>
    </message>
    <message>
        <source>Closed on {day}: {hours}.</source>
        <translation>סגור ב{day}: {hours}.</translation>
    </message>
    <message>
        <source>Other hours on {day}: {hours}.</source>
        <translation>שעות אחרות ב{day}: {hours}.</translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation>{opens} עד {closes}</translation>
    </message>
</context>
<context>
    <name>ClosuresPage</name>
    <message>
        <source>Closures and other hours</source>
        <translation>סגירות ושעות אחרות</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>הוספת רשומה</translation>
    </message>
    <message>
        <source>Nothing is picked. Add a day on which you are closed, or open at other hours.</source>
        <translation>לא נבחר דבר. הוסיפו יום שבו אתם סגורים, או פתוחים בשעות אחרות.</translation>
    </message>
    <message>
        <source>Nothing is added before its first day is picked.</source>
        <translation>שום דבר לא יתווסף לפני שבוחרים את היום הראשון.</translation>
    </message>
    <message>
        <source>What holds on these days</source>
        <translation>מה חל בימים אלה</translation>
    </message>
    <message>
        <source>Closed all day</source>
        <translation>סגור כל היום</translation>
    </message>
    <message>
        <source>Closed for hours</source>
        <translation>סגור בחלק מהשעות</translation>
    </message>
    <message>
        <source>Other hours</source>
        <translation>שעות אחרות</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>סיבה</translation>
    </message>
    <message>
        <source>Hosts see it at the top of that day.</source>
        <translation>הצוות רואה אותה בראש היום.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} עד {last}</translation>
    </message>
    <message>
        <source>Closed {hours}</source>
        <translation>סגור {hours}</translation>
    </message>
    <message>
        <source>Open {hours}</source>
        <translation>פתוח {hours}</translation>
    </message>
    <message>
        <source>{what}: {reason}</source>
        <translation>{what}: {reason}</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>לסיים עכשיו</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>הסרה</translation>
    </message>
    <message>
        <source>Pick the day</source>
        <translation>בחירת היום</translation>
    </message>
    <message>
        <source>From</source>
        <translation>מיום</translation>
    </message>
    <message>
        <source>Up to and including</source>
        <translation>עד יום (כולל)</translation>
    </message>
</context>
<context>
    <name>CodePicture</name>
    <message>
        <source>The code, to be scanned</source>
        <translation>הקוד לסריקה</translation>
    </message>
</context>
<context>
    <name>ColumnsForm</name>
    <message>
        <source>Column {n}</source>
        <translation>עמודה {n}</translation>
    </message>
    <message>
        <source>What {column} is</source>
        <translation>מה מופיע בעמודה {column}</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>לא בשימוש</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Reservations with {text}</source>
        <translation>הזמנות עם {text}</translation>
    </message>
    <message>
        <source>For {party}</source>
        <translation>ל-{party}</translation>
    </message>
    <message>
        <source>No hour can be reserved on {day}.</source>
        <translation>אין ב{day} שעה שאפשר להזמין.</translation>
    </message>
    <message>
        <source>The last hour of {day} is over.</source>
        <translation>השעה האחרונה ב{day} עברה.</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} ב{day} כבר עברה.</translation>
    </message>
    <message>
        <source>The house has no hour at {hour} on {day}.</source>
        <translation>אין למסעדה שעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>Full for {party} at {hour}. The nearest free hours:</source>
        <translation>מלא ל-{party} בשעה {hour}. השעות הפנויות הקרובות:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}.</source>
        <translation>מלא ל-{party} ב{day}.</translation>
    </message>
    <message>
        <source>No reservation with {text}, on {day} or ahead.</source>
        <translation>אין הזמנה עם {text}, ב{day} ואחריו.</translation>
    </message>
    <message>
        <source>The nearest free hours:</source>
        <translation>השעות הפנויות הקרובות:</translation>
    </message>
    <message>
        <source>{hour} in the night before {day}. Enter opens the table&apos;s form.</source>
        <translation>{hour} בלילה שלפני {day}. Enter לפתיחת טופס השולחן.</translation>
    </message>
    <message>
        <source>No reservation with {text} on {day}.</source>
        <translation>אין הזמנה עם {text} ב{day}.</translation>
    </message>
    <message>
        <source>No table is free for {party} now, but one can be freed.</source>
        <translation>אין עכשיו שולחן פנוי ל-{party}, אך אפשר לפנות אחד.</translation>
    </message>
    <message>
        <source>No table is free for {party} at {hour}, but one can be freed.</source>
        <translation>אין שולחן פנוי ל-{party} בשעה {hour}, אך אפשר לפנות אחד.</translation>
    </message>
    <message>
        <source>{hour} is not full: table {table} is free.</source>
        <translation>השעה {hour} אינה מלאה: שולחן {table} פנוי.</translation>
    </message>
    <message>
        <source>No table is free for {party} now. The nearest free hours:</source>
        <translation>אין עכשיו שולחן פנוי ל-{party}. השעות הפנויות הקרובות:</translation>
    </message>
    <message>
        <source>No table is free for {party} now, nor later on {day}.</source>
        <translation>אין שולחן פנוי ל-{party}, לא עכשיו ולא בהמשך {day}.</translation>
    </message>
    <message>
        <source>It is too early to seat walk-ins. The nearest free hours:</source>
        <translation>מוקדם מדי להושיב ללא הזמנה. השעות הפנויות הקרובות:</translation>
    </message>
    <message>
        <source>Walk-ins cannot be seated now, and {day} is full for {party}.</source>
        <translation>אי אפשר להושיב עכשיו ללא הזמנה, ו{day} מלא ל-{party}.</translation>
    </message>
    <message>
        <source>Unusual number, read it to the guest: {number}.</source>
        <translation>מספר לא רגיל, הקריאו אותו לאורח: {number}.</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, שולחן {table}</translation>
    </message>
    <message>
        <source>{day}, {hour}, table {table}</source>
        <translation>{day}, {hour}, שולחן {table}</translation>
    </message>
    <message>
        <source>Reserve a second table: {table} at {hour} for {party}, {guest}</source>
        <translation>הזמנת שולחן נוסף: שולחן {table} בשעה {hour} ל-{party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} on {day} at {hour} for {party}, {guest}</source>
        <translation>הזמנת שולחן {table} ב{day} בשעה {hour} ל-{party}, {guest}</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour} for {party}, {guest}</source>
        <translation>הזמנת שולחן {table} בשעה {hour} ל-{party}, {guest}</translation>
    </message>
    <message>
        <source>Seat now: table {table}, 1 minute left</source>
        <translation>להושיב עכשיו: שולחן {table}, נשארה דקה</translation>
    </message>
    <message>
        <source>Seat now: table {table}, {n} minutes left</source>
        <translation>להושיב עכשיו: שולחן {table}, נשארו {n} דקות</translation>
    </message>
    <message>
        <source>Seat now: table {table}, until {hour}</source>
        <translation>להושיב עכשיו: שולחן {table}, עד {hour}</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in 1 minute</source>
        <translation>להושיב ל-{hour}: שולחן {table}, בעוד דקה</translation>
    </message>
    <message>
        <source>Seat for {hour}: table {table}, in {n} minutes</source>
        <translation>להושיב ל-{hour}: שולחן {table}, בעוד {n} דקות</translation>
    </message>
    <message>
        <source>Waitlist of {hour}: party of {party}</source>
        <translation>רשימת ההמתנה לשעה {hour}, סועדים: {party}</translation>
    </message>
    <message>
        <source>Put on the waitlist of {hour}: party of {party}, {guest}</source>
        <translation>רישום להמתנה לשעה {hour}, סועדים: {party}, {guest}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>שולחן שמתפנה יוצע להם קודם.</translation>
    </message>
    <message>
        <source>Enter: arrived</source>
        <translation>‏Enter: הגיעו</translation>
    </message>
    <message>
        <source>Enter: seated</source>
        <translation>‏Enter: יושבים</translation>
    </message>
    <message>
        <source>Enter: done</source>
        <translation>‏Enter: סיימו</translation>
    </message>
    <message>
        <source>Enter: show</source>
        <translation>‏Enter: הצגה</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>מלא</translation>
    </message>
    <message>
        <source>{n} minutes later</source>
        <translation>{n} דקות אחרי</translation>
    </message>
    <message>
        <source>{n} minutes earlier</source>
        <translation>{n} דקות קודם</translation>
    </message>
    <message>
        <source>1 hour earlier</source>
        <translation>שעה אחת קודם</translation>
    </message>
    <message>
        <source>1 hour later</source>
        <translation>שעה אחת אחרי</translation>
    </message>
    <message>
        <source>{n} hours earlier</source>
        <translation>{n} שעות קודם</translation>
    </message>
    <message>
        <source>{n} hours later</source>
        <translation>{n} שעות אחרי</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>הגיעו</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>יושבים</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>סיימו</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>הצגת ההזמנה</translation>
    </message>
    <message>
        <source>Seat at table {table}</source>
        <translation>הושבה בשולחן {table}</translation>
    </message>
    <message>
        <source>Put on the waitlist</source>
        <translation>רישום להמתנה</translation>
    </message>
    <message>
        <source>Show who moves</source>
        <translation>לראות מי עובר</translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour}</source>
        <translation>הזמנת שולחן {table} בשעה {hour}</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>הזמנת שולחן {table}</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter picks the first, arrows another, Escape leaves.</source>
        <translation>‏Enter לבחירת הראשון, חצים לאחר, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter seats them, Escape leaves.</source>
        <translation>‏Enter להושבה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter reserves it, Escape leaves.</source>
        <translation>‏Enter להזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter opens it, Escape leaves.</source>
        <translation>‏Enter לפתיחה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter or {sign} seats them, Escape leaves.</source>
        <translation>‏Enter או ⁨{sign}⁩ להושבה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter shows it, Escape leaves.</source>
        <translation>‏Enter להצגה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, Escape leaves.</source>
        <translation>‏Enter לשלב הבא, ⁨{show}⁩ להצגה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter shows it, {cancel} cancels, Escape leaves.</source>
        <translation>‏Enter להצגה, ⁨{cancel}⁩ לביטול ההזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter goes on, {show} shows it, {cancel} cancels, Escape leaves.</source>
        <translation>‏Enter לשלב הבא, ⁨{show}⁩ להצגה, ⁨{cancel}⁩ לביטול ההזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter shows who moves, Escape leaves.</source>
        <translation>‏Enter כדי לראות מי עובר, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter puts them there, Escape leaves.</source>
        <translation>‏Enter לרישום, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Type the phone number, or Enter for the form. Escape leaves.</source>
        <translation>הקלידו מספר טלפון, או Enter לטופס. Esc ליציאה.</translation>
    </message>
    <message>
        <source>{day} is being read.</source>
        <translation>קוראים את {day}.</translation>
    </message>
    <message>
        <source>{hour} is over.</source>
        <translation>{hour} כבר עברה.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>שולחן {table} בשעה {hour} נתפס זה עתה.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>לא ידוע אם שולחן {table} בשעה {hour} הוזמן. הרשימות יראו זאת כשמסד הנתונים יענה.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>עדיין לא ידוע אם שולחן {table} בשעה {hour} הוזמן.</translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
    <message>
        <source>Escape once more leaves.</source>
        <translation>‏Esc פעם נוספת ליציאה.</translation>
    </message>
    <message>
        <source>Seating the party at table {table}.</source>
        <translation>מושיבים בשולחן {table}.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>מזמינים את שולחן {table} בשעה {hour}.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now. Press again to try anyway.</source>
        <translation>מסד הנתונים אינו עונה, ולכן אי אפשר לשמור כעת דבר. חזרו על אותה פעולה כדי לנסות בכל זאת.</translation>
    </message>
    <message>
        <source>Enter tries again.</source>
        <translation>‏Enter כדי לנסות שוב.</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Find or reserve: 4 20</source>
        <translation>חיפוש או הזמנה: ⁦4 20⁩</translation>
    </message>
    <message>
        <source>Find or reserve</source>
        <translation>חיפוש או הזמנה</translation>
    </message>
    <message>
        <source>Party, hour, day (tomorrow, fri), phone, name in any order; four digits or a name find a reservation</source>
        <translation>סועדים, שעה, יום (מחר, שישי), טלפון ושם בכל סדר; ארבע ספרות או שם מוצאים הזמנה</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Results</source>
        <translation>תוצאות</translation>
    </message>
</context>
<context>
    <name>CommandPanel</name>
    <message>
        <source>Results</source>
        <translation>תוצאות</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Table</source>
        <translation>שולחן</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>The program ended unexpectedly</source>
        <translation>התוכנה נסגרה באופן לא צפוי</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>משהו השתבש בתוכנה</translation>
    </message>
    <message>
        <source>Reservations that were confirmed are safe. You can go on working.</source>
        <translation>הזמנות שאושרו שמורות. אפשר להמשיך לעבוד.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>העתקת הדוח</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>דוח</translation>
    </message>
    <message>
        <source>Send the report to whoever looks after the program.</source>
        <translation>שלחו את הדוח למי שמטפל בתוכנה.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>הדוח נמצא בלוח ההעתקה.</translation>
    </message>
</context>
<context>
    <name>Database</name>
    <message>
        <source>MongoDB {version}, a sharded cluster.</source>
        <translation>‏MongoDB {version}, אשכול מפוצל (sharded).</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of one server.</source>
        <translation>‏MongoDB {version}, replica set של שרת אחד.</translation>
    </message>
    <message>
        <source>MongoDB {version}, a replica set of {count} servers: {names}.</source>
        <translation>‏MongoDB {version}, replica set של {count} שרתים: {names}.</translation>
    </message>
    <message>
        <source>No other machine can reach it at this address.</source>
        <translation>בכתובת הזאת אף מחשב אחר לא יכול לגשת אליו.</translation>
    </message>
    <message>
        <source>The connection is secured by TLS.</source>
        <translation>החיבור מאובטח ב-TLS.</translation>
    </message>
    <message>
        <source>The connection is not secured by TLS: whoever is on the same network can read along.</source>
        <translation>החיבור אינו מאובטח ב-TLS: כל מי שנמצא באותה רשת יכול לקרוא הכול.</translation>
    </message>
    <message>
        <source>There is no book in it yet.</source>
        <translation>עדיין אין בו ספר הזמנות.</translation>
    </message>
    <message>
        <source>There is a book in it, without any restaurant yet.</source>
        <translation>יש בו ספר הזמנות, עדיין בלי מסעדה.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, 1 reservation.</source>
        <translation>יש בו ספר הזמנות: {names}, הזמנה אחת.</translation>
    </message>
    <message>
        <source>There is a book in it: {names}, {count} reservations.</source>
        <translation>יש בו ספר הזמנות: {names}, {count} הזמנות.</translation>
    </message>
    <message>
        <source>Another program keeps its own things there too: {names}.</source>
        <translation>גם תוכנה אחרת שומרת שם נתונים משלה: {names}.</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>The database</source>
        <translation>מסד הנתונים</translation>
    </message>
    <message>
        <source>A MongoDB of our own</source>
        <translation>‏MongoDB משלנו</translation>
    </message>
    <message>
        <source>The one that comes along</source>
        <translation>זה שבא עם התוכנה</translation>
    </message>
    <message>
        <source>Which MongoDB keeps the book</source>
        <translation>איזה MongoDB שומר את ספר ההזמנות</translation>
    </message>
    <message>
        <source>The program starts and stops it by itself on this computer; only stations that this machine is shared with reach it.</source>
        <translation>התוכנה מפעילה ועוצרת אותו בעצמה במחשב הזה; רק עמדות שהמחשב הזה משותף איתן יכולות לגשת אליו.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
    <message>
        <source>This start was given its database (by RESV_MONGODB_URI, --uri or --database), which comes before the settings. What is chosen here is for starts without it.</source>
        <translation>להפעלה הזאת נקבע מסד הנתונים מראש (על ידי ⁦RESV_MONGODB_URI⁩, ⁦--uri⁩ או ⁦--database⁩), וזה קודם להגדרות. מה שנבחר כאן תקף להפעלות בלי זה.</translation>
    </message>
    <message>
        <source>Now: the MongoDB that the program brought along.</source>
        <translation>עכשיו: ה-MongoDB שבא עם התוכנה.</translation>
    </message>
    <message>
        <source>Now: the database {database} at {hosts}.</source>
        <translation>עכשיו: מסד הנתונים {database} בכתובת {hosts}.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>בדיקה</translation>
    </message>
    <message>
        <source>Enter tests it, Escape leaves everything as it is.</source>
        <translation>‏Enter לבדיקה, Esc משאיר הכול כמו שהוא.</translation>
    </message>
    <message>
        <source>Asking the database</source>
        <translation>פונים למסד הנתונים</translation>
    </message>
    <message>
        <source>The open book can move there: it is copied and compared, and only then used there. Meanwhile no station can save anything; a book of many years takes some minutes.</source>
        <translation>ספר ההזמנות הפתוח יכול לעבור לשם: הוא מועתק ומושווה, ורק אז משתמשים בו שם. בינתיים אף עמדה לא יכולה לשמור דבר; ספר של שנים רבות דורש כמה דקות.</translation>
    </message>
    <message>
        <source>Escape leaves everything as it is.</source>
        <translation>‏Esc משאיר הכול כמו שהוא.</translation>
    </message>
    <message>
        <source>This is the database in use, and all is well with it.</source>
        <translation>זה מסד הנתונים שבשימוש, והכול בו תקין.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>להשתמש בו</translation>
    </message>
    <message>
        <source>Begin a new book there</source>
        <translation>להתחיל שם ספר חדש</translation>
    </message>
    <message>
        <source>It can keep the book.</source>
        <translation>הוא יכול לשמור את ספר ההזמנות.</translation>
    </message>
    <message>
        <source>Move the book there</source>
        <translation>להעביר את הספר לשם</translation>
    </message>
    <message>
        <source>Use the book there</source>
        <translation>להשתמש בספר שם</translation>
    </message>
    <message>
        <source>In the words of MongoDB: {words}</source>
        <translation>במילים של MongoDB: {words}</translation>
    </message>
    <message>
        <source>Keeping the address</source>
        <translation>שומרים את הכתובת</translation>
    </message>
    <message>
        <source>The book is being moved</source>
        <translation>מעבירים את הספר</translation>
    </message>
    <message>
        <source>The book has moved. Both were compared, and the old one is closed.</source>
        <translation>הספר עבר. שניהם הושוו, והישן סגור.</translation>
    </message>
    <message>
        <source>The book is now in the database {database}.</source>
        <translation>הספר נמצא עכשיו במסד הנתונים {database}.</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; to let them use it here, share this machine and let each join with a new code (menu, Set-up, Stations).</source>
        <translation>בעמדות האחרות מופיע עכשיו שהספר עבר; כדי שישתמשו בו כאן, שתפו את המחשב הזה וצרפו כל אחת עם קוד חדש (תפריט, מערכת, עמדות).</translation>
    </message>
    <message>
        <source>Every other station says now that the book has moved on; there, choose the same database in this dialog.</source>
        <translation>בעמדות האחרות מופיע עכשיו שהספר עבר; בחרו בכל אחת מהן את אותו מסד נתונים בחלון הזה.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>המשך</translation>
    </message>
</context>
<context>
    <name>DatabaseForm</name>
    <message>
        <source>Address</source>
        <translation>כתובת</translation>
    </message>
    <message>
        <source>A replica set, sharded cluster or Atlas, as mongodb://name@host1,host2/?replicaSet=rs0</source>
        <translation>‏Replica set, אשכול מפוצל או Atlas, כמו ⁦mongodb://name@host1,host2/?replicaSet=rs0⁩</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>סיסמה</translation>
    </message>
    <message>
        <source>It goes into the keyring of this system; without one, into a file that only you can read.</source>
        <translation>היא נשמרת במחזיק המפתחות של המערכת; בלעדיו, בקובץ שרק אתם יכולים לקרוא.</translation>
    </message>
    <message>
        <source>Name of the database</source>
        <translation>שם מסד הנתונים</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Walk-in</source>
        <translation>ללא הזמנה</translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation>הכי מתאים</translation>
    </message>
    <message>
        <source>still seated</source>
        <translation>עדיין יושבים</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>מתאים</translation>
    </message>
    <message>
        <source>{n} spare</source>
        <translation>עודף {n}</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation>מקום אחד</translation>
    </message>
    <message>
        <source>{n} seats</source>
        <translation>{n} מקומות</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>סועדים: {n}</translation>
    </message>
    <message>
        <source>being taken at {stations}</source>
        <translation>נתפס עכשיו על ידי {stations}</translation>
    </message>
    <message>
        <source>being taken at {n} stations</source>
        <translation>נתפס עכשיו ב-{n} עמדות</translation>
    </message>
    <message>
        <source>{n} stations</source>
        <translation>{n} עמדות</translation>
    </message>
    <message>
        <source>full, others can move</source>
        <translation>מלא, אפשר להעביר אחרים</translation>
    </message>
    <message>
        <source>full, waitlist</source>
        <translation>מלא, רשימת המתנה</translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation>פנויים: {n}</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>עוד {n} דק׳</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, {n} min</source>
        <translation>להושיב {party} עכשיו: שולחן {table}, {n} דק׳</translation>
    </message>
    <message>
        <source>Seat {party} now: table {table}, until {hour}</source>
        <translation>להושיב {party} עכשיו: שולחן {table}, עד {hour}</translation>
    </message>
    <message>
        <source>Seat {party} in {n} min: table {table}</source>
        <translation>להושיב {party} בעוד {n} דק׳: שולחן {table}</translation>
    </message>
    <message>
        <source>Free table {table} for {party} now</source>
        <translation>לפנות שולחן {table} עבור {party} עכשיו</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>תפוס, השם אינו ידוע</translation>
    </message>
    <message>
        <source>{table} is still seated: {guest}, until {hour}. Press again to seat this party there as well.</source>
        <translation>ב{table} עדיין יושבים: {guest}, עד {hour}. חזרו על אותה פעולה כדי להושיב שם גם את הסועדים האלה.</translation>
    </message>
    <message>
        <source>was free</source>
        <translation>היה פנוי</translation>
    </message>
    <message>
        <source>free until {hour}</source>
        <translation>פנוי עד {hour}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>איחור {n} דק׳</translation>
    </message>
    <message>
        <source>needs attention: the house does not offer this place</source>
        <translation>דורש טיפול: המסעדה אינה מציעה את המקום הזה</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>לא מוצע</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>אורח שנמחק</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>הערה: {note}</translation>
    </message>
    <message>
        <source>{n} free for {party} {when}</source>
        <translation>פנויים: {n} ל-{party} {when}</translation>
    </message>
    <message>
        <source>at {hour}</source>
        <translation>בשעה {hour}</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>ב{day}</translation>
    </message>
    <message>
        <source>this evening</source>
        <translation>הערב</translation>
    </message>
    <message>
        <source>today</source>
        <translation>היום</translation>
    </message>
    <message>
        <source>All hours</source>
        <translation>כל השעות</translation>
    </message>
    <message>
        <source>Only {hour}</source>
        <translation>רק {hour}</translation>
    </message>
    <message>
        <source>From {hour}</source>
        <translation>מ-{hour}</translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Day before</source>
        <translation>היום הקודם</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>היום הבא</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>יום</translation>
    </message>
    <message>
        <source>{day}, open the calendar</source>
        <translation>{day}, לפתיחת לוח השנה</translation>
    </message>
</context>
<context>
    <name>DaysPage</name>
    <message>
        <source>Prepare the days</source>
        <translation>הכנת הימים</translation>
    </message>
    <message>
        <source>Days prepared</source>
        <translation>הימים מוכנים</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
    <message>
        <source>Set up both</source>
        <translation>להקים את שתיהן</translation>
    </message>
    <message>
        <source>{tables}, {seats}: {sizes}</source>
        <translation>{tables}, {seats}: {sizes}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>הסתיים</translation>
    </message>
    <message>
        <source>{count} days ahead</source>
        <translation>{count} ימים קדימה</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>רגע אחד</translation>
    </message>
    <message>
        <source>Prepare {count} days</source>
        <translation>להכין {count} ימים</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>סיום</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>המשך</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation>להשתמש בה</translation>
    </message>
    <message>
        <source>Next: the days that are missing</source>
        <translation>הבא: הימים החסרים</translation>
    </message>
    <message>
        <source>Use that one, or set up yours beside it as a second restaurant.</source>
        <translation>השתמשו בה, או הקימו לצידה את שלכם כמסעדה שנייה.</translation>
    </message>
    <message>
        <source>Everything you answered is still here. Nothing is made twice when it is tried again.</source>
        <translation>כל מה שעניתם עדיין כאן. בניסיון נוסף דבר לא ייווצר פעמיים.</translation>
    </message>
    <message>
        <source>Go back and put it right.</source>
        <translation>חזרו ותקנו.</translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation>הכול נכון?</translation>
    </message>
    <message>
        <source>The days are being prepared</source>
        <translation>מכינים את הימים</translation>
    </message>
    <message>
        <source>The days are not all prepared</source>
        <translation>לא כל הימים מוכנים</translation>
    </message>
    <message>
        <source>There is a restaurant already</source>
        <translation>כבר יש מסעדה</translation>
    </message>
    <message>
        <source>All is ready</source>
        <translation>הכול מוכן</translation>
    </message>
    <message>
        <source>Nothing has been saved yet.</source>
        <translation>עדיין לא נשמר דבר.</translation>
    </message>
    <message>
        <source>Each day gets its hours, and each hour all its tables.</source>
        <translation>כל יום מקבל את שעותיו, וכל שעה את כל השולחנות.</translation>
    </message>
    <message>
        <source>What is done is kept. You can go on now or at the next start.</source>
        <translation>מה שנעשה נשמר. אפשר להמשיך עכשיו או בהפעלה הבאה.</translation>
    </message>
    <message>
        <source>It can be tried again at once.</source>
        <translation>אפשר לנסות שוב מיד.</translation>
    </message>
    <message>
        <source>Everything you answered is still here.</source>
        <translation>כל מה שעניתם עדיין כאן.</translation>
    </message>
    <message>
        <source>Guests can reserve now.</source>
        <translation>עכשיו אורחים יכולים להזמין.</translation>
    </message>
    <message>
        <source>Every hour of today and the next {count} days will be prepared.</source>
        <translation>כל שעה של היום ושל {count} הימים הבאים תוכן.</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>עוצרים</translation>
    </message>
    <message>
        <source>Stopped after day {number} of {total}.</source>
        <translation>נעצר אחרי יום {number} מתוך {total}.</translation>
    </message>
    <message>
        <source>Saving the restaurant and its tables</source>
        <translation>שומרים את המסעדה ואת השולחנות</translation>
    </message>
    <message>
        <source>{day}, day {number} of {total}</source>
        <translation>{day}, יום {number} מתוך {total}</translation>
    </message>
    <message>
        <source>{restaurant} is ready: {tables}, {seats}, every hour from {first} to {last}.</source>
        <translation>{restaurant} מוכנה: {tables}, {seats}, כל שעה מ{first} עד {last}.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>שם</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>שעות פתיחה</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>אזור זמן</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>שולחנות</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Show reservation</source>
        <translation>הצגת ההזמנה</translation>
    </message>
    <message>
        <source>More</source>
        <translation>עוד</translation>
    </message>
    <message>
        <source>More acts</source>
        <translation>פעולות נוספות</translation>
    </message>
    <message>
        <source>Pick a table, or just type</source>
        <translation>בחרו שולחן, או פשוט הקלידו</translation>
    </message>
    <message>
        <source>{example} shows what is free for 4 at {hour}; a name or four digits find a reservation.</source>
        <translation>{example} מראה מה פנוי ל-4 בשעה {hour}; שם או ארבע ספרות מוצאים הזמנה.</translation>
    </message>
    <message>
        <source>Pick a table</source>
        <translation>בחרו שולחן</translation>
    </message>
    <message>
        <source>Then Enter opens it; {key} goes to the line, which finds and reserves.</source>
        <translation>‏Enter לפתיחה; {key} לשורה שמחפשת ומזמינה.</translation>
    </message>
    <message>
        <source>{undo} undoes the last act, {help} shows all keys.</source>
        <translation>{undo} לביטול הפעולה האחרונה, {help} לכל המקשים.</translation>
    </message>
    <message>
        <source>{day}, {start} to {end}</source>
        <translation>{day}, {start} עד {end}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>עכשיו</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>מקומות</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>לפני</translation>
    </message>
    <message>
        <source>After</source>
        <translation>אחרי</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>הזמנת שולחן {table}</translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation>{hour}, שולחן {table}</translation>
    </message>
    <message>
        <source>Not offered any more</source>
        <translation>כבר לא מוצע</translation>
    </message>
    <message>
        <source>Allergy. {note}</source>
        <translation>אלרגיה. {note}</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>מקום</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>הערה</translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation>הגיעו</translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation>יושבים</translation>
    </message>
    <message>
        <source>Is done</source>
        <translation>סיימו</translation>
    </message>
    <message>
        <source>{seats}, too few for {party}</source>
        <translation>{seats}, לא מספיק ל-{party}</translation>
    </message>
    <message>
        <source>{seats}, no spare seat</source>
        <translation>{seats}, בלי מקום עודף</translation>
    </message>
    <message>
        <source>{seats}, 1 spare seat</source>
        <translation>{seats}, מקום עודף אחד</translation>
    </message>
    <message>
        <source>{seats}, {spare} spare seats</source>
        <translation>{seats}, {spare} מקומות עודפים</translation>
    </message>
    <message>
        <source>opens at {hour}</source>
        <translation>פתיחה בשעה {hour}</translation>
    </message>
    <message>
        <source>free since {hour}</source>
        <translation>פנוי מאז {hour}</translation>
    </message>
    <message>
        <source>{guest}, until {hour}</source>
        <translation>{guest}, עד {hour}</translation>
    </message>
    <message>
        <source>{guest}, has left</source>
        <translation>{guest}, עזבו</translation>
    </message>
    <message>
        <source>{guest}, still seated</source>
        <translation>{guest}, עדיין יושבים</translation>
    </message>
    <message>
        <source>closes at {hour}</source>
        <translation>סגירה בשעה {hour}</translation>
    </message>
    <message>
        <source>{guest} at {hour}</source>
        <translation>{guest} בשעה {hour}</translation>
    </message>
    <message>
        <source>{guest} at {hour}, already seated</source>
        <translation>{guest} בשעה {hour}, כבר יושבים</translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Leave</source>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be changed until it does.</source>
        <translation>מסד הנתונים אינו עונה. עד שיענה אי אפשר לשנות דבר.</translation>
    </message>
    <message>
        <source>The database does not answer. It is tried for a few seconds more.</source>
        <translation>מסד הנתונים אינו עונה. מנסים עוד כמה שניות.</translation>
    </message>
</context>
<context>
    <name>DigitPad</name>
    <message>
        <source>Take the last digit back</source>
        <translation>מחיקת הספרה האחרונה</translation>
    </message>
</context>
<context>
    <name>DiskWatch</name>
    <message>
        <source>The disk of this machine is nearly full: {size} are free. Free some space soon, or nothing can be saved any more.</source>
        <translation>הדיסק של המחשב הזה כמעט מלא: {size} פנויים. פנו מקום בקרוב, אחרת לא יהיה אפשר לשמור דבר.</translation>
    </message>
</context>
<context>
    <name>DueRow</name>
    <message>
        <source>{table} is still seated</source>
        <translation>ב{table} עדיין יושבים</translation>
    </message>
    <message>
        <source>{guest} is next, no other table is free</source>
        <translation>הבאים: {guest}, אין שולחן פנוי אחר</translation>
    </message>
    <message>
        <source>Move {guest} to table {table}</source>
        <translation>{guest} לשולחן {table}</translation>
    </message>
    <message>
        <source>{table}, for {n}</source>
        <translation>{table}, ל-{n}</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>איחור {n} דק׳</translation>
    </message>
    <message>
        <source>now</source>
        <translation>עכשיו</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>הגיעו</translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation>בעוד {n} דק׳</translation>
    </message>
</context>
<context>
    <name>DueStrip</name>
    <message>
        <source>Due now</source>
        <translation>צפויים עכשיו</translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation>צפויים: {n}</translation>
    </message>
    <message>
        <source>{n} arrived</source>
        <translation>הגיעו: {n}</translation>
    </message>
    <message>
        <source>next at {hour}</source>
        <translation>הבאים בשעה {hour}</translation>
    </message>
</context>
<context>
    <name>EditSide</name>
    <message>
        <source>Save the changes</source>
        <translation>שמירת השינויים</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>‏Enter לשמירה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>This reservation is no longer at table {table}. Nothing can be saved.</source>
        <translation>ההזמנה הזאת כבר אינה מחזיקה את שולחן {table}. אי אפשר לשמור דבר.</translation>
    </message>
    <message>
        <source>What was typed here before is back, except where something else has been saved since. It is not saved yet.</source>
        <translation>מה שהוקלד כאן קודם חזר, חוץ מהמקומות שבהם נשמר מאז משהו אחר. הוא עוד לא נשמר.</translation>
    </message>
    <message>
        <source>What was typed here before is not shown: something else has been saved since.</source>
        <translation>מה שהוקלד כאן קודם לא מוצג: מאז נשמר משהו אחר.</translation>
    </message>
    <message>
        <source>What was typed here before is back. It is not saved yet.</source>
        <translation>מה שהוקלד כאן קודם חזר. הוא עוד לא נשמר.</translation>
    </message>
    <message>
        <source>Saving the changes.</source>
        <translation>שומרים את השינויים.</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>לשמור בכל זאת</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
</context>
<context>
    <name>EmptyDay</name>
    <message>
        <source>No tables yet</source>
        <translation>עדיין אין שולחנות</translation>
    </message>
    <message>
        <source>Without tables there is nothing to reserve.</source>
        <translation>בלי שולחנות אין מה להזמין.</translation>
    </message>
    <message>
        <source>No table seats {party}</source>
        <translation>אין שולחן ל-{party}</translation>
    </message>
    <message>
        <source>The largest table seats {seats}.</source>
        <translation>בשולחן הגדול ביותר {seats} מקומות.</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>אין שעות</translation>
    </message>
    <message>
        <source>Closed on {day}</source>
        <translation>סגור ב{day}</translation>
    </message>
    <message>
        <source>Nothing on {day}</source>
        <translation>אין דבר ב{day}</translation>
    </message>
    <message>
        <source>No hours were kept.</source>
        <translation>לא נשמרו שעות.</translation>
    </message>
    <message>
        <source>Too far ahead</source>
        <translation>רחוק מדי</translation>
    </message>
    <message>
        <source>The days up to {day} are prepared.</source>
        <translation>הימים עד {day} מוכנים.</translation>
    </message>
    <message>
        <source>Not prepared yet</source>
        <translation>עוד לא הוכן</translation>
    </message>
    <message>
        <source>The hours of this day are on their way.</source>
        <translation>השעות של היום הזה בהכנה.</translation>
    </message>
    <message>
        <source>The day is over</source>
        <translation>היום נגמר</translation>
    </message>
    <message>
        <source>No hour of {day} can be reserved any more.</source>
        <translation>כבר אי אפשר להזמין אף שעה ב{day}.</translation>
    </message>
    <message>
        <source>Full for {party} {when}</source>
        <translation>מלא ל-{party} {when}</translation>
    </message>
    <message>
        <source>{hour} is over</source>
        <translation>{hour} כבר עברה</translation>
    </message>
    <message>
        <source>The nearest free hours on this day:</source>
        <translation>השעות הפנויות הקרובות ביום הזה:</translation>
    </message>
    <message>
        <source>Others can move, or another hour has a table:</source>
        <translation>אחרים יכולים לעבור, או שבשעה אחרת יש שולחן:</translation>
    </message>
    <message>
        <source>Others can move, or the next day may have a table:</source>
        <translation>אחרים יכולים לעבור, או שביום הבא אולי יש שולחן:</translation>
    </message>
    <message>
        <source>Full for {party} on {day}</source>
        <translation>מלא ל-{party} ב{day}</translation>
    </message>
    <message>
        <source>The next day may have a table.</source>
        <translation>אולי יש שולחן ביום הבא.</translation>
    </message>
    <message>
        <source>{hour}, free table {table}</source>
        <translation>{hour}, לפנות שולחן {table}</translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation>{n} שולחנות</translation>
    </message>
    <message>
        <source>tables {tables} and {last}</source>
        <translation>שולחנות {tables} ו-{last}</translation>
    </message>
    <message>
        <source>Go to {day}</source>
        <translation>אל {day}</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>{name}, {party}, table {table}</source>
        <translation>{name}, {party}, שולחן {table}</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>ללא שם</translation>
    </message>
    <message>
        <source>Phone: {phone}</source>
        <translation>טלפון: {phone}</translation>
    </message>
    <message>
        <source>Phone ends in {digits}</source>
        <translation>הטלפון מסתיים ב-{digits}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>הערה: {note}</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
</context>
<context>
    <name>ExchangeDialog</name>
    <message>
        <source>Export</source>
        <translation>ייצוא</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>ייבוא</translation>
    </message>
    <message>
        <source>Calendar feed</source>
        <translation>יומן מתעדכן</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>מה רוצים לעשות</translation>
    </message>
    <message>
        <source>Export and import</source>
        <translation>ייצוא וייבוא</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>שמירת הקובץ</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>‏Enter לשמירה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>להשאיר כך</translation>
    </message>
    <message>
        <source>Enter uses these settings, Escape changes nothing.</source>
        <translation>‏Enter לאישור, Esc משאיר הכול כמו שהוא.</translation>
    </message>
    <message>
        <source>Look at the file</source>
        <translation>בדיקת הקובץ</translation>
    </message>
    <message>
        <source>Enter looks at it, Escape leaves.</source>
        <translation>‏Enter לבדיקה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>The reservations are being read.</source>
        <translation>קוראים את ההזמנות.</translation>
    </message>
    <message>
        <source>Type the whole path of the file, with its folders.</source>
        <translation>הקלידו את הנתיב המלא של הקובץ, עם התיקיות.</translation>
    </message>
    <message>
        <source>Choose the file that is to be imported.</source>
        <translation>בחרו את הקובץ לייבוא.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>From the evening of</source>
        <translation>מהערב של</translation>
    </message>
    <message>
        <source>To the evening of</source>
        <translation>עד הערב של</translation>
    </message>
    <message>
        <source>CSV for spreadsheets</source>
        <translation>‏CSV לגיליונות</translation>
    </message>
    <message>
        <source>Calendar (iCalendar)</source>
        <translation>יומן (iCalendar)</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>שמירה בתור</translation>
    </message>
    <message>
        <source>Every reservation of these evenings, with number, name and note. Whoever has the file can read them.</source>
        <translation>כל ההזמנות של הערבים האלה, עם מספר, שם והערה. מי שהקובץ בידיו יכול לקרוא אותן.</translation>
    </message>
</context>
<context>
    <name>FactsPage</name>
    <message>
        <source>Name of the restaurant</source>
        <translation>שם המסעדה</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>מספר הטלפון של המסעדה</translation>
    </message>
    <message>
        <source>Days that can be reserved ahead</source>
        <translation>ימים שאפשר להזמין מראש</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>שינוי…</translation>
    </message>
    <message>
        <source>Change the time zone</source>
        <translation>שינוי אזור הזמן</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>הובן כ-{phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; check its digits.</source>
        <translation>הובן כ-{phone}. זה מספר לא רגיל; בדקו את הספרות.</translation>
    </message>
    <message>
        <source>Always up to {day} at least.</source>
        <translation>תמיד לפחות עד {day}.</translation>
    </message>
    <message>
        <source>No further days are opened for now. What is open already, up to {day}, can still be reserved; a closure takes it out.</source>
        <translation>בינתיים לא נפתחים ימים נוספים. מה שכבר פתוח, עד {day}, עדיין ניתן להזמנה; סגירה מוציאה אותו.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>אזור זמן</translation>
    </message>
</context>
<context>
    <name>FeedKeeper</name>
    <message>
        <source>The database does not answer. The file is written as soon as it does.</source>
        <translation>מסד הנתונים אינו עונה. הקובץ ייכתב ברגע שיענה.</translation>
    </message>
    <message>
        <source>The calendar file is not up to date. {why}</source>
        <translation>קובץ היומן אינו מעודכן. {why}</translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message>
        <source>Keep a calendar file up to date</source>
        <translation>לעדכן קובץ יומן באופן שוטף</translation>
    </message>
    <message>
        <source>File</source>
        <translation>קובץ</translation>
    </message>
    <message>
        <source>Numbers in full, and notes</source>
        <translation>מספרי טלפון מלאים, והערות</translation>
    </message>
    <message>
        <source>While this window is open, the file has the reservations from yesterday on. It changes a few seconds after something changed at any station. Calendars that subscribe to it show them. Names and party sizes are in it; of numbers the last four digits, unless you choose otherwise.</source>
        <translation>כל עוד החלון הזה פתוח, בקובץ נמצאות ההזמנות מאתמול והלאה. הוא מתעדכן שניות אחדות אחרי שינוי בכל עמדה. יומנים שמנויים עליו מציגים אותן. יש בו שמות וכמות סועדים; ממספרי הטלפון רק ארבע הספרות האחרונות, אלא אם תבחרו אחרת.</translation>
    </message>
</context>
<context>
    <name>FieldHead</name>
    <message>
        <source>optional</source>
        <translation>לא חובה</translation>
    </message>
</context>
<context>
    <name>ForgettingRow</name>
    <message>
        <source>Guests&apos; data…</source>
        <translation>נתוני אורחים…</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>הבנתי</translation>
    </message>
    <message>
        <source>Old data of guests is erased on {day}.</source>
        <translation>הנתונים הישנים של האורחים נמחקים ב{day}.</translation>
    </message>
    <message>
        <source>Numbers, names and notes from before {day} ({n} entries of the book) go for good then, unless you choose another time.</source>
        <translation>מספרים, שמות והערות מלפני {day} (רשומות בספר: {n}) נמחקים אז לצמיתות, אלא אם תבחרו זמן אחר.</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Reading {day}</source>
        <translation>קוראים את {day}</translation>
    </message>
    <message>
        <source>Changes at other stations do not arrive here.</source>
        <translation>שינויים בעמדות אחרות אינם מתקבלים.</translation>
    </message>
    <message>
        <source>The day is read again every two seconds. Each table is checked when you reserve it.</source>
        <translation>היום נקרא מחדש כל שתי שניות. כל שולחן נבדק בזמן ההזמנה.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>לנסות עכשיו</translation>
    </message>
    <message>
        <source>The database answers slowly.</source>
        <translation>מסד הנתונים עונה לאט.</translation>
    </message>
    <message>
        <source>What you see may have changed. Each table is checked when you reserve it.</source>
        <translation>ייתכן שמה שמוצג השתנה. כל שולחן נבדק בזמן ההזמנה.</translation>
    </message>
    <message>
        <source>{day} cannot be read now.</source>
        <translation>אי אפשר לקרוא עכשיו את {day}.</translation>
    </message>
    <message>
        <source>Nothing can be shown yet. It is tried again every second.</source>
        <translation>עדיין אין מה להציג. מנסים שוב בכל שנייה.</translation>
    </message>
    <message>
        <source>Nothing new can be saved. It is tried again every second.</source>
        <translation>אי אפשר לשמור דבר חדש. מנסים שוב בכל שנייה.</translation>
    </message>
    <message>
        <source>You see the state of {time}. Nothing new can be saved. It is tried again every second.</source>
        <translation>מוצג המצב של {time}. אי אפשר לשמור דבר חדש. מנסים שוב בכל שנייה.</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>הצטרפות מחדש</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>מסד הנתונים אינו עונה.</translation>
    </message>
</context>
<context>
    <name>GoingOn</name>
    <message>
        <source>The program was ended. What was half typed is back.</source>
        <translation>התוכנה נסגרה. מה שהתחלתם להקליד חזר.</translation>
    </message>
    <message>
        <source>This computer was switched off. What was half typed is back.</source>
        <translation>המחשב הזה כובה. מה שהתחלתם להקליד חזר.</translation>
    </message>
    <message>
        <source>The program was ended while a guest was half typed. Their hour is over; the next table you open offers to fill them in.</source>
        <translation>התוכנה נסגרה כשפרטי אורח הוקלדו רק בחלקם, לשעה שכבר עברה. החלון של השולחן הבא יציע למלא אותם.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly. You are back where you were. Tab leads to the report, Escape puts this away.</source>
        <translation>התוכנה נסגרה באופן לא צפוי. חזרתם למקום שבו הייתם. Tab מוביל לדוח, Esc מסתיר את ההודעה.</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>הצגת הדוח</translation>
    </message>
</context>
<context>
    <name>Guest</name>
    <message>
        <source>Known guest: {name}.</source>
        <translation>אורח מוכר: {name}.</translation>
    </message>
    <message>
        <source>Known guest.</source>
        <translation>אורח מוכר.</translation>
    </message>
    <message>
        <source>Has an allergy.</source>
        <translation>יש אלרגיה.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>עוד לא היה ביקור.</translation>
    </message>
    <message>
        <source>Last note: {note}</source>
        <translation>הערה אחרונה: {note}</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>עוד לא היה ביקור</translation>
    </message>
    <message>
        <source>1 visit, on {day}</source>
        <translation>ביקור אחד, ב{day}</translation>
    </message>
    <message>
        <source>{n} visits, last on {day}</source>
        <translation>{n} ביקורים, האחרון ב{day}</translation>
    </message>
    <message>
        <source>no missed reservations</source>
        <translation>ללא אי־הגעות</translation>
    </message>
    <message>
        <source>1 missed reservation</source>
        <translation>אי־הגעה אחת</translation>
    </message>
    <message>
        <source>{n} missed reservations</source>
        <translation>{n} אי־הגעות</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}.</source>
        <translation>כבר מוזמן: שולחן {table} ב{day} בשעה {hour}.</translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}, and {n} more ahead.</source>
        <translation>כבר מוזמן: שולחן {table} ב{day} בשעה {hour}, ועוד {n} בהמשך.</translation>
    </message>
</context>
<context>
    <name>Guests</name>
    <message>
        <source>For ever</source>
        <translation>לתמיד</translation>
    </message>
    <message>
        <source>{n} months</source>
        <translation>{n} חודשים</translation>
    </message>
    <message>
        <source>Nothing in the book has this number.</source>
        <translation>אין בספר ההזמנות דבר עם המספר הזה.</translation>
    </message>
    <message>
        <source>In the book there are:</source>
        <translation>בספר ההזמנות יש:</translation>
    </message>
    <message>
        <source>Receipt: what was known of a guest was erased</source>
        <translation>אישור: מה שהיה ידוע על אורח נמחק</translation>
    </message>
    <message>
        <source>Removed from the book:</source>
        <translation>הוסר מתוך ספר ההזמנות:</translation>
    </message>
    <message>
        <source>What stays, and where:</source>
        <translation>מה נשאר, והיכן:</translation>
    </message>
    <message>
        <source>Restaurant: {name}</source>
        <translation>מסעדה: {name}</translation>
    </message>
    <message>
        <source>Number: {number} (the whole of it is not kept)</source>
        <translation>מספר: {number} (המספר המלא אינו נשמר)</translation>
    </message>
    <message>
        <source>When: {day}, {time}, at {station}</source>
        <translation>מתי: {day}, {time}, בעמדה {station}</translation>
    </message>
    <message>
        <source>Receipt number: {id}</source>
        <translation>מספר האישור: {id}</translation>
    </message>
    <message>
        <source>Reservations with number, name and note: {n}</source>
        <translation>הזמנות עם מספר, שם והערה: {n}</translation>
    </message>
    <message>
        <source>Lines of the history: {n}</source>
        <translation>שורות בהיסטוריה: {n}</translation>
    </message>
    <message>
        <source>Entries of the waitlist: {n}</source>
        <translation>רישומים ברשימת ההמתנה: {n}</translation>
    </message>
    <message>
        <source>Texts about others that name the number: {n}</source>
        <translation>טקסטים על אחרים שבהם מופיע המספר: {n}</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>שום דבר</translation>
    </message>
    <message>
        <source>Entries of this station&apos;s memory: {n}</source>
        <translation>רשומות בזיכרון של העמדה הזאת: {n}</translation>
    </message>
    <message>
        <source>Lines in the files of the old history: {n}</source>
        <translation>שורות בקבצים של ההיסטוריה הישנה: {n}</translation>
    </message>
    <message>
        <source>Kept day sheets, made anew: {n}</source>
        <translation>דפי יום שמורים, שהוכנו מחדש: {n}</translation>
    </message>
    <message>
        <source>Call lists and other kept sheets, deleted: {n}. A call list that is still needed can be made again.</source>
        <translation>רשימות שיחות ודפים שמורים אחרים שנמחקו: {n}. אם רשימת שיחות עדיין נחוצה, אפשר להכין אותה מחדש.</translation>
    </message>
    <message>
        <source>Names and last digits in the logs: {n}. It cannot be told for certain whose they are, so those of all guests were crossed out.</source>
        <translation>שמות וספרות אחרונות בקובצי הרישום: {n}. אי אפשר לומר בוודאות של מי הם, ולכן נמחקו אלה של כל האורחים.</translation>
    </message>
    <message>
        <source>Removed from the files of this station:</source>
        <translation>הוסר מהקבצים של העמדה הזאת:</translation>
    </message>
    <message>
        <source>Visits and missed reservations stay counted, under a code that only this book can work out from the number.</source>
        <translation>ביקורים ואי־הגעות ממשיכים להיספר, תחת קוד שרק ספר ההזמנות הזה יכול לחשב מן המספר.</translation>
    </message>
    <message>
        <source>Other stations remove it from their own files when they hear of it, at the latest when they are started next.</source>
        <translation>עמדות אחרות מסירות זאת מהקבצים שלהן כשהמידע מגיע אליהן, לכל המאוחר בהפעלה הבאה שלהן.</translation>
    </message>
    <message>
        <source>The database&apos;s own log of changes, and free places in its files, hold it until they are written over.</source>
        <translation>רישום השינויים של מסד הנתונים עצמו, ומקומות פנויים בקבציו, מכילים זאת עד שייכתב עליהם.</translation>
    </message>
    <message>
        <source>What was printed, exported or saved elsewhere by hand, and an evening that is being rehearsed, is out of reach.</source>
        <translation>מה שהודפס, הועבר בייצוא או נשמר ידנית במקום אחר, וערב אימון שפתוח כעת, אינם בהישג יד.</translation>
    </message>
    <message>
        <source>Files of the old history that cannot be read any more: {n}.</source>
        <translation>קבצים של ההיסטוריה הישנה שאי אפשר עוד לקרוא: {n}.</translation>
    </message>
    <message>
        <source>New entries made meanwhile, kept: {n}.</source>
        <translation>רישומים חדשים שנעשו בינתיים, ונשארים: {n}.</translation>
    </message>
    <message>
        <source>Backups that were made before hold it ({n} on this machine). Daily ones go after two weeks, all others when somebody deletes them. If one is restored, erase the guest again.</source>
        <translation>גיבויים שנעשו קודם מכילים זאת ({n} במחשב הזה). היומיים נמחקים אחרי שבועיים, וכל השאר כשמישהו מוחק אותם. אם משחזרים אחד מהם, מחקו את האורח שוב.</translation>
    </message>
</context>
<context>
    <name>GuestsDialog</name>
    <message>
        <source>Guests&apos; data</source>
        <translation>נתוני אורחים</translation>
    </message>
    <message>
        <source>The number, name, note and allergy of whoever reserved or waited.</source>
        <translation>המספר, השם, ההערה והאלרגיה של מי שהזמין או המתין.</translation>
    </message>
    <message>
        <source>How long it stays</source>
        <translation>כמה זמן זה נשאר</translation>
    </message>
    <message>
        <source>Then it goes by itself, whole months at a time, also from the history. Visits and missed reservations stay counted. Guests with a reservation ahead, or on the waitlist, are kept.</source>
        <translation>אחר כך זה נמחק מעצמו, חודשים שלמים בכל פעם, גם מההיסטוריה. ביקורים ואי־הגעות ממשיכים להיספר. דבר לא נמחק אצל אורח שעוד צפוי להגיע.</translation>
    </message>
    <message>
        <source>Erase one guest: the phone number</source>
        <translation>מחיקת אורח אחד: מספר הטלפון</translation>
    </message>
    <message>
        <source>First it is only looked for. Nothing is erased yet.</source>
        <translation>תחילה רק מחפשים. דבר עדיין לא נמחק.</translation>
    </message>
    <message>
        <source>From now on it stays for {months}.</source>
        <translation>מעכשיו זה נשאר {months}.</translation>
    </message>
    <message>
        <source>From now on it stays for ever.</source>
        <translation>מעכשיו זה נשאר לתמיד.</translation>
    </message>
    <message>
        <source>Erase this guest</source>
        <translation>מחיקת האורח הזה</translation>
    </message>
    <message>
        <source>What is erased does not come back.</source>
        <translation>מה שנמחק אינו חוזר.</translation>
    </message>
    <message>
        <source>Erase it for good</source>
        <translation>מחיקה לצמיתות</translation>
    </message>
    <message>
        <source>Enter leaves, and nothing is erased.</source>
        <translation>‏Enter ליציאה בלי למחוק דבר.</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>שמירת האישור</translation>
    </message>
    <message>
        <source>Enter saves it, Escape leaves.</source>
        <translation>‏Enter לשמירה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Look for it</source>
        <translation>חיפוש</translation>
    </message>
    <message>
        <source>Enter looks, Escape leaves.</source>
        <translation>‏Enter לחיפוש, Esc ליציאה.</translation>
    </message>
    <message>
        <source>The guest is being erased.</source>
        <translation>מוחקים את נתוני האורח.</translation>
    </message>
    <message>
        <source>Erase all that is known of this guest, in every restaurant of the book? It does not come back. Call lists that are kept as PDF go as well, whoever is on them.</source>
        <translation>למחוק את כל מה שידוע על האורח הזה, בכל המסעדות שבספר? מה שנמחק אינו חוזר. גם רשימות שיחות השמורות כ-PDF יימחקו, לא משנה מי רשום בהן.</translation>
    </message>
    <message>
        <source>The whole book is being looked through.</source>
        <translation>עוברים על כל ספר ההזמנות.</translation>
    </message>
    <message>
        <source>Type the whole phone number of the guest.</source>
        <translation>הקלידו את מספר הטלפון המלא של האורח.</translation>
    </message>
    <message>
        <source>What is older than {months} goes for good within the hour.</source>
        <translation>מה שישן יותר מ-{months} נמחק לתמיד בתוך שעה.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>שינוי</translation>
    </message>
</context>
<context>
    <name>HeldSide</name>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Cancel this reservation</source>
        <translation>ביטול ההזמנה הזאת</translation>
    </message>
    <message>
        <source>Another guest holds table {table} now.</source>
        <translation>שולחן {table} שייך עכשיו לאורח אחר.</translation>
    </message>
    <message>
        <source>This reservation is gone, and its hour with it.</source>
        <translation>ההזמנה הזאת כבר איננה, וגם השעה שלה.</translation>
    </message>
    <message>
        <source>This reservation is gone. Table {table} is free.</source>
        <translation>ההזמנה הזאת כבר איננה. שולחן {table} פנוי.</translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation>הזמנת שולחן {table}</translation>
    </message>
    <message>
        <source>Cancelling the reservation of table {table}.</source>
        <translation>מבטלים את ההזמנה של שולחן {table}.</translation>
    </message>
    <message>
        <source>This table is marked as taken, but nobody is in the book.</source>
        <translation>השולחן מסומן כתפוס, אבל בספר ההזמנות לא רשום איש.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>מקשים</translation>
    </message>
    <message>
        <source>Nothing is final: what was done last stands below with Undo.</source>
        <translation>שום דבר אינו סופי: הפעולה האחרונה מופיעה למטה עם &quot;ביטול הפעולה&quot;.</translation>
    </message>
    <message>
        <source>Escape leaves. Other keys: in the settings</source>
        <translation>‏Esc ליציאה. מקשים אחרים: בהגדרות</translation>
    </message>
    <message>
        <source>What is free for a party of 4</source>
        <translation>מה פנוי ל-4</translation>
    </message>
    <message>
        <source>What is free for 4 around 20:00</source>
        <translation>מה פנוי ל-4 בסביבות 20:00</translation>
    </message>
    <message>
        <source>Reserve it, in any order: Enter shows the best table, Enter takes it</source>
        <translation>הזמנה, בכל סדר: Enter מציג את השולחן המתאים ביותר, Enter נוסף מזמין אותו</translation>
    </message>
    <message>
        <source>Seat 4 who walk in: Enter, no phone needed</source>
        <translation>הושבת 4 סועדים ללא הזמנה: Enter, בלי טלפון</translation>
    </message>
    <message>
        <source>4 guests 8 pm</source>
        <translation>4 אנשים בשעה 20:00</translation>
    </message>
    <message>
        <source>The same in words</source>
        <translation>אותו הדבר במילים</translation>
    </message>
    <message>
        <source>fri 4 8pm</source>
        <translation>שישי 4 20</translation>
    </message>
    <message>
        <source>The same on another day; also: tomorrow</source>
        <translation>אותו הדבר ביום אחר; גם: מחר, ביום שני</translation>
    </message>
    <message>
        <source>The reservation whose phone ends so</source>
        <translation>ההזמנה שהטלפון שלה נגמר כך</translation>
    </message>
    <message>
        <source>The reservations with this anywhere in the name</source>
        <translation>ההזמנות שבשמן מופיע הטקסט הזה</translation>
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
        <translation>תוכנה אחרת</translation>
    </message>
    <message>
        <source>{host} at {station}</source>
        <translation>{host} בעמדה {station}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{who} changed the clock; {party} keeps its hour, {place}</source>
        <translation>השעון שונה: {who}; השעה של {party} נשמרת, {place}</translation>
    </message>
    <message>
        <source>Undone {when} by {who}</source>
        <translation>הפעולה בוטלה {when} על ידי {who}</translation>
    </message>
    <message>
        <source>a guest whose data were erased</source>
        <translation>אורח שנתוניו נמחקו</translation>
    </message>
    <message>
        <source>a guest without a name</source>
        <translation>אורח ללא שם</translation>
    </message>
    <message>
        <source>{name}, party of {n}</source>
        <translation>{name} (סועדים: {n})</translation>
    </message>
    <message>
        <source>table {table} at {hour}</source>
        <translation>שולחן {table} בשעה {hour}</translation>
    </message>
    <message>
        <source>table {table} at {hour} on {day}</source>
        <translation>שולחן {table} בשעה {hour} ב{day}</translation>
    </message>
    <message>
        <source>{hour} on {day}</source>
        <translation>{hour} ב{day}</translation>
    </message>
    <message>
        <source>{who} set the restaurant up</source>
        <translation>{who}: המסעדה הוקמה</translation>
    </message>
    <message>
        <source>{who} added tables</source>
        <translation>{who}: נוספו שולחנות</translation>
    </message>
    <message>
        <source>{who} picked the time zone</source>
        <translation>{who}: נבחר אזור הזמן</translation>
    </message>
    <message>
        <source>{who} changed the restaurant: its name, hours, closures or tables</source>
        <translation>{who}: המסעדה שונתה (שם, שעות, סגירות או שולחנות)</translation>
    </message>
    <message>
        <source>{who} set the manager&apos;s PIN, or switched it off</source>
        <translation>{who}: קוד המנהל נקבע או בוטל</translation>
    </message>
    <message>
        <source>{who} cleared the manager&apos;s PIN</source>
        <translation>{who}: קוד המנהל נמחק</translation>
    </message>
    <message>
        <source>{who} erased what was known of a guest</source>
        <translation>{who}: נמחק מה שהיה ידוע על אורח</translation>
    </message>
    <message>
        <source>{who} changed for how long guests are known</source>
        <translation>{who}: שונה משך הזמן שבו אורחים נשארים ידועים</translation>
    </message>
    <message>
        <source>{who} changed the book</source>
        <translation>{who}: ספר ההזמנות שונה</translation>
    </message>
    <message>
        <source>{who} put the book right for {place}</source>
        <translation>{who}: ספר ההזמנות תוקן עבור {place}</translation>
    </message>
    <message>
        <source>Not in the book</source>
        <translation>לא בספר ההזמנות</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>ללא שינוי</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation>סועדים: {n}</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>note: {note}</source>
        <translation>הערה: {note}</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>ללא שם</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>ללא מספר טלפון</translation>
    </message>
    <message>
        <source>party not said</source>
        <translation>מספר הסועדים לא נמסר</translation>
    </message>
    <message>
        <source>no allergy</source>
        <translation>ללא אלרגיה</translation>
    </message>
    <message>
        <source>called</source>
        <translation>התקשרנו</translation>
    </message>
    <message>
        <source>not called</source>
        <translation>לא התקשרנו</translation>
    </message>
    <message>
        <source>no note</source>
        <translation>ללא הערה</translation>
    </message>
    <message>
        <source>{who} reserved {place} for {party}</source>
        <translation>{who}: הוזמן {place} עבור {party}</translation>
    </message>
    <message>
        <source>{who} seated {party}, without a reservation: {place}</source>
        <translation>{who}: הושבו {party} ללא הזמנה, {place}</translation>
    </message>
    <message>
        <source>{who} cancelled the reservation of {party}, for {place}</source>
        <translation>{who}: בוטלה ההזמנה של {party}, {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as a no-show</source>
        <translation>{who}: {party}, {place}, סומנו &quot;לא הגיעו&quot;</translation>
    </message>
    <message>
        <source>{who} released {place} early: {party}, had left</source>
        <translation>{who}: {place} שוחרר מוקדם, {party} עזבו</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place}</source>
        <translation>{who}: {party} נרשמו לרשימת ההמתנה של {place}</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place}</source>
        <translation>{who}: {party} הוסרו מרשימת ההמתנה של {place}</translation>
    </message>
    <message>
        <source>{who} passed {party} over on the waitlist of {place}</source>
        <translation>{who}: דילוג על {party} ברשימת ההמתנה של {place}</translation>
    </message>
    <message>
        <source>{who} took {party} off the waitlist of {place} again</source>
        <translation>{who}: {party} הוסרו שוב מרשימת ההמתנה של {place}</translation>
    </message>
    <message>
        <source>{who} put {party} on the waitlist of {place} again</source>
        <translation>{who}: {party} נרשמו שוב לרשימת ההמתנה של {place}</translation>
    </message>
    <message>
        <source>{who} undid the reservation of {party}, for {place}</source>
        <translation>{who}: בוטלה פעולת ההזמנה של {party}, {place}</translation>
    </message>
    <message>
        <source>{who} brought back the reservation of {party}, for {place}</source>
        <translation>{who}: שוחזרה ההזמנה של {party}, {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from {old_place} to {place}</source>
        <translation>{who}: {party} הועברו, מ{old_place} אל {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, from table {old_table} to {place}</source>
        <translation>{who}: {party} הועברו, משולחן {old_table} אל {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status}</source>
        <translation>{who}: {party}, {place}, מצב &quot;{status}&quot;</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}</source>
        <translation>{who}: {party}, {place}, עודכן: {what}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from {old_place} to {place}</source>
        <translation>{who}: {party} הועברו חזרה, מ{old_place} אל {place}</translation>
    </message>
    <message>
        <source>{who} moved {party}, back from table {old_table} to {place}</source>
        <translation>{who}: {party} הועברו חזרה, משולחן {old_table} אל {place}</translation>
    </message>
    <message>
        <source>{who} marked {party}, {place}, as {status} again</source>
        <translation>{who}: {party}, {place}, שוב במצב &quot;{status}&quot;</translation>
    </message>
    <message>
        <source>{who} changed {what} of {party}, {place}, back</source>
        <translation>{who}: {party}, {place}, העדכון בוטל: {what}</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has not been called</source>
        <translation>{who}: נרשם שלא התקשרנו אל {party}, {place}</translation>
    </message>
    <message>
        <source>{who} noted that {party}, {place}, has been called</source>
        <translation>{who}: נרשם שהתקשרנו אל {party}, {place}</translation>
    </message>
    <message>
        <source>the number</source>
        <translation>מספר הטלפון</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>השם</translation>
    </message>
    <message>
        <source>the party size</source>
        <translation>מספר הסועדים</translation>
    </message>
    <message>
        <source>the allergy</source>
        <translation>האלרגיה</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>ההערה</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>שום דבר</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>יום</translation>
    </message>
    <message>
        <source>All tables, {day}</source>
        <translation>כל השולחנות, {day}</translation>
    </message>
    <message>
        <source>History of {day}</source>
        <translation>היסטוריה של {day}</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>כל השולחנות</translation>
    </message>
    <message>
        <source>Nothing has been done with this day yet</source>
        <translation>עוד לא נעשה דבר ביום הזה</translation>
    </message>
    <message>
        <source>What hosts do at any station is listed here.</source>
        <translation>כאן מופיע כל מה שנעשה בכל העמדות.</translation>
    </message>
    <message>
        <source>Table {table}, {day}</source>
        <translation>שולחן {table}, {day}</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>שולחן</translation>
    </message>
    <message>
        <source>History of table {table}</source>
        <translation>היסטוריה של שולחן {table}</translation>
    </message>
    <message>
        <source>Nothing has been done with this table on this day</source>
        <translation>לא נעשה דבר בשולחן הזה ביום הזה</translation>
    </message>
    <message>
        <source>Choose Day to see what was done with the others.</source>
        <translation>בחרו &quot;יום&quot; כדי לראות מה נעשה באחרים.</translation>
    </message>
    <message>
        <source>Table {table} at {hour}</source>
        <translation>שולחן {table} בשעה {hour}</translation>
    </message>
    <message>
        <source>History of table {table} at {hour}</source>
        <translation>היסטוריה של שולחן {table} בשעה {hour}</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>שעה</translation>
    </message>
    <message>
        <source>Nothing has been done with this table in this hour</source>
        <translation>לא נעשה דבר בשולחן הזה בשעה הזאת</translation>
    </message>
    <message>
        <source>Choose Table to see its whole day.</source>
        <translation>בחרו &quot;שולחן&quot; כדי לראות את כל היום שלו.</translation>
    </message>
    <message>
        <source>{party}: table {table} at {hour} on {day}</source>
        <translation>{party}: שולחן {table} בשעה {hour} ב{day}</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>סועדים</translation>
    </message>
    <message>
        <source>This reservation</source>
        <translation>ההזמנה הזאת</translation>
    </message>
    <message>
        <source>History of this reservation</source>
        <translation>היסטוריה של ההזמנה הזאת</translation>
    </message>
    <message>
        <source>Nothing is known of this reservation</source>
        <translation>לא ידוע דבר על ההזמנה הזאת</translation>
    </message>
    <message>
        <source>It was made by another program, which tells no history.</source>
        <translation>היא נרשמה בתוכנה אחרת, שאינה שומרת היסטוריה.</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>As it was</source>
        <translation>כפי שהיה</translation>
    </message>
    <message>
        <source>{day} as it stood at any minute</source>
        <translation>{day} כפי שהיה בכל דקה</translation>
    </message>
    <message>
        <source>Whose history</source>
        <translation>ההיסטוריה של מה</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>ביטול הפעולה הזאת</translation>
    </message>
    <message>
        <source>Enter undoes it, Escape leaves.</source>
        <translation>‏Enter לביטול הפעולה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>{day} as it was</source>
        <translation>{day} כפי שהיה</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>כל השולחנות</translation>
    </message>
    <message>
        <source>Arrow keys go minute by minute, Page keys hour by hour.</source>
        <translation>מקשי החצים עוברים דקה אחר דקה, מקשי הדפדוף שעה אחר שעה.</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>קוראים את ההיסטוריה</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>אי אפשר היה לקרוא את ההיסטוריה</translation>
    </message>
    <message>
        <source>Before: {facts}</source>
        <translation>לפני: {facts}</translation>
    </message>
    <message>
        <source>After: {facts}</source>
        <translation>אחרי: {facts}</translation>
    </message>
    <message>
        <source>Pick a line to see how it was before and after.</source>
        <translation>בחרו שורה כדי לראות מה היה לפני ואחרי.</translation>
    </message>
    <message>
        <source>Taking it back.</source>
        <translation>מבטלים את הפעולה.</translation>
    </message>
    <message>
        <source>Undo it all the same</source>
        <translation>לבטל בכל זאת</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>History</source>
        <translation>היסטוריה</translation>
    </message>
</context>
<context>
    <name>HolderView</name>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>סועדים</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>הערה</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>נרשם בעמדה</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>שינוי</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>שינוי טלפון, שם, הערה, אלרגיה, סועדים</translation>
    </message>
    <message>
        <source>A guest without a number</source>
        <translation>אורח בלי מספר טלפון</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>לא נמסר</translation>
    </message>
    <message>
        <source>1 guest</source>
        <translation>סועד אחד</translation>
    </message>
    <message>
        <source>{party} guests</source>
        <translation>{party} סועדים</translation>
    </message>
    <message>
        <source>Yes, as the note says</source>
        <translation>כן, ראו הערה</translation>
    </message>
    <message>
        <source>Yes, but no note says what</source>
        <translation>כן, אבל אין הערה שמפרטת</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>תוכנה אחרת</translation>
    </message>
    <message>
        <source>{station} (this station)</source>
        <translation>{station} (העמדה הזאת)</translation>
    </message>
</context>
<context>
    <name>HostActs</name>
    <message>
        <source>Reserved at {house}: {facts}.</source>
        <translation>הוזמן ({house}): {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>הוזמן: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>יושבים: {facts}.</translation>
    </message>
    <message>
        <source>Seated at {house}: {facts}.</source>
        <translation>יושבים ({house}): {facts}.</translation>
    </message>
    <message>
        <source>Cancelled at {house}: {facts}.</source>
        <translation>ההזמנה בוטלה ({house}): {facts}.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>ההזמנה בוטלה: {facts}.</translation>
    </message>
    <message>
        <source>Changed, no allergy any more: {facts}.</source>
        <translation>עודכן, כבר אין אלרגיה: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}, no allergy any more: {facts}.</source>
        <translation>עודכן ({house}), כבר אין אלרגיה: {facts}.</translation>
    </message>
    <message>
        <source>Changed at {house}: {facts}.</source>
        <translation>עודכן ({house}): {facts}.</translation>
    </message>
    <message>
        <source>Changed: {facts}.</source>
        <translation>עודכן: {facts}.</translation>
    </message>
    <message>
        <source>Moved at {house}: {facts}.</source>
        <translation>הועבר ({house}): {facts}.</translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation>הועבר: {facts}.</translation>
    </message>
    <message>
        <source>Undone: {sentence}.</source>
        <translation>הפעולה בוטלה: {sentence}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>ביטול הפעולה</translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation>שעות פתיחה</translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation>מתי אתם פתוחים?</translation>
    </message>
    <message>
        <source>Every reservation lasts an hour and begins on the hour. It is the same every day of the week.</source>
        <translation>כל הזמנה נמשכת שעה ומתחילה בשעה עגולה. כך בכל יום בשבוע.</translation>
    </message>
    <message>
        <source>First pick two different hours</source>
        <translation>קודם בחרו שתי שעות שונות</translation>
    </message>
    <message>
        <source>Next: time zone</source>
        <translation>הבא: אזור זמן</translation>
    </message>
</context>
<context>
    <name>HoursPicker</name>
    <message>
        <source>Guests can reserve</source>
        <translation>אורחים יכולים להזמין</translation>
    </message>
    <message>
        <source>After midnight, still the same evening</source>
        <translation>אחרי חצות, עדיין אותו ערב</translation>
    </message>
    <message>
        <source>Open around the clock.</source>
        <translation>פתוח מסביב לשעון.</translation>
    </message>
    <message>
        <source>Closes at midnight.</source>
        <translation>סגירה בחצות.</translation>
    </message>
    <message>
        <source>Closes at {hour} the next day.</source>
        <translation>סגירה בשעה {hour} למחרת.</translation>
    </message>
    <message>
        <source>Closes at {hour}.</source>
        <translation>סגירה בשעה {hour}.</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>Opens at</source>
        <translation>פתיחה בשעה</translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation>סגירה בשעה</translation>
    </message>
    <message>
        <source>{day}: {what}</source>
        <translation>{day}: {what}</translation>
    </message>
    <message>
        <source>24:00, midnight</source>
        <translation>24:00, חצות</translation>
    </message>
    <message>
        <source>{hour}, the next day</source>
        <translation>{hour}, למחרת</translation>
    </message>
</context>
<context>
    <name>House</name>
    <message>
        <source>the name</source>
        <translation>השם</translation>
    </message>
    <message>
        <source>the phone number</source>
        <translation>מספר הטלפון</translation>
    </message>
    <message>
        <source>the days ahead</source>
        <translation>ימי ההזמנה מראש</translation>
    </message>
    <message>
        <source>the usual hours</source>
        <translation>השעות הרגילות</translation>
    </message>
    <message>
        <source>the hours of weekdays</source>
        <translation>שעות ימי השבוע</translation>
    </message>
    <message>
        <source>the closures</source>
        <translation>הסגירות</translation>
    </message>
    <message>
        <source>the tables</source>
        <translation>השולחנות</translation>
    </message>
</context>
<context>
    <name>HouseActs</name>
    <message>
        <source>The clock is changed; every reservation keeps its hour.</source>
        <translation>השעון שונה; כל הזמנה נשארה בשעה שלה.</translation>
    </message>
</context>
<context>
    <name>HouseDialog</name>
    <message>
        <source>House</source>
        <translation>המסעדה</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>שעות פתיחה</translation>
    </message>
    <message>
        <source>Closures</source>
        <translation>סגירות</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>שולחנות</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>לשוניות</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>שמירה</translation>
    </message>
    <message>
        <source>Nothing is saved before you have seen which guests are affected.</source>
        <translation>דבר לא נשמר לפני שראיתם במי זה פוגע.</translation>
    </message>
    <message>
        <source>What you saved before is done: {facts}. It is shown as it is now.</source>
        <translation>מה ששמרתם קודם בוצע: {facts}. מוצג כפי שהוא עכשיו.</translation>
    </message>
    <message>
        <source>Changed at another station meanwhile: {facts}. It is shown as it is now.</source>
        <translation>עודכן בינתיים בעמדה אחרת: {facts}. מוצג כפי שהוא עכשיו.</translation>
    </message>
    <message>
        <source>Hours, closures and tables</source>
        <translation>שעות, סגירות ושולחנות</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing can be saved now; what you typed stays.</source>
        <translation>מסד הנתונים אינו עונה. אי אפשר לשמור עכשיו; מה שהוקלד נשאר.</translation>
    </message>
    <message>
        <source>To be changed: {facts}.</source>
        <translation>יעודכן: {facts}.</translation>
    </message>
    <message>
        <source>It is not known whether what you saved before is done. Press Save to find out.</source>
        <translation>לא ידוע אם מה ששמרתם קודם בוצע. שמירה תברר את זה.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>Finding out what is saved</source>
        <translation>בודקים מה נשמר</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>בודקים במי זה פוגע</translation>
    </message>
    <message>
        <source>Saving, and bringing the hours ahead in line</source>
        <translation>שומרים, ומתאימים את השעות הבאות</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>השינוי נשמר. נוצרות השעות של יום {number} מתוך {total}.</translation>
    </message>
    <message>
        <source>Saved: {facts}.</source>
        <translation>נשמר: {facts}.</translation>
    </message>
    <message>
        <source>What you changed is not saved. Press Leave again to discard it.</source>
        <translation>מה ששיניתם לא נשמר. צאו שוב כדי לוותר עליו.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>לוותר</translation>
    </message>
</context>
<context>
    <name>HouseMenu</name>
    <message>
        <source>Undo the last act</source>
        <translation>ביטול הפעולה האחרונה</translation>
    </message>
    <message>
        <source>Waitlist</source>
        <translation>רשימת המתנה</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>קריאת ספר ההזמנות מחדש</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>הדפסה או שמירה של דף היום</translation>
    </message>
    <message>
        <source>Day sheet options…</source>
        <translation>אפשרויות של דף היום…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>היסטוריה</translation>
    </message>
    <message>
        <source>Initials…</source>
        <translation>ראשי תיבות…</translation>
    </message>
    <message>
        <source>Switch restaurant…</source>
        <translation>החלפת מסעדה…</translation>
    </message>
    <message>
        <source>House</source>
        <translation>המסעדה</translation>
    </message>
    <message>
        <source>Hours, closures and tables…</source>
        <translation>שעות, סגירות ושולחנות…</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>דורש טיפול</translation>
    </message>
    <message>
        <source>Guests&apos; data…</source>
        <translation>נתוני אורחים…</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>אימון</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN…</source>
        <translation>קוד המנהל…</translation>
    </message>
    <message>
        <source>Reports and lists</source>
        <translation>דוחות ורשימות</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>דוחות</translation>
    </message>
    <message>
        <source>Export and import…</source>
        <translation>ייצוא וייבוא…</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>מערכת</translation>
    </message>
    <message>
        <source>New restaurant…</source>
        <translation>מסעדה חדשה…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>עמדות</translation>
    </message>
    <message>
        <source>Database…</source>
        <translation>מסד נתונים…</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>כל המקשים</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>גיבוי</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>דוח לתמיכה</translation>
    </message>
    <message>
        <source>About</source>
        <translation>על אודות</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>יציאה מהתוכנה</translation>
    </message>
    <message>
        <source>Find and cancel a reservation…</source>
        <translation>חיפוש וביטול הזמנה…</translation>
    </message>
    <message>
        <source>Cancel the reservation of table {table}, {hour}</source>
        <translation>ביטול ההזמנה של שולחן {table}, {hour}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>עזרה</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>צבעים</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>כמו במערכת</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>בהיר</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>כהה</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>{day}, {hour}, {name}, party of {party}</source>
        <translation>{day}, {hour}, {name}, סועדים: {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, סועדים: {party}</translation>
    </message>
    <message>
        <source>Row {row}: {title}. {sentence}</source>
        <translation>שורה {row}: {title}. {sentence}</translation>
    </message>
    <message>
        <source>Would be reserved at table {table}.</source>
        <translation>תוזמן בשולחן {table}.</translation>
    </message>
    <message>
        <source>Reserved at table {table}.</source>
        <translation>הוזמנה בשולחן {table}.</translation>
    </message>
    <message>
        <source>It is not known whether this was saved. Press Go on to find out.</source>
        <translation>לא ידוע אם זה נשמר. המשך יברר את זה.</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>לא נוסה.</translation>
    </message>
    <message>
        <source>Day and hour</source>
        <translation>יום ושעה</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>יום</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>שעה</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>מספר הסועדים</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>שם</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>שולחן</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>הערה</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>מצב</translation>
    </message>
    <message>
        <source>Id of this program</source>
        <translation>מזהה של התוכנה</translation>
    </message>
    <message>
        <source>would be reserved</source>
        <translation>תוזמן</translation>
    </message>
    <message>
        <source>in the book already</source>
        <translation>כבר בספר</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>נדחתה</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>הוזמנה</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>לא ידוע</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>לא נוסתה</translation>
    </message>
    <message>
        <source>Say which column holds: {fields}.</source>
        <translation>ציינו באיזו עמודה נמצא: {fields}.</translation>
    </message>
    <message>
        <source>There is nothing in this file that could be reserved.</source>
        <translation>אין בקובץ הזה שום דבר שאפשר להזמין.</translation>
    </message>
    <message>
        <source>Rows that would be reserved: {would}. In the book already: {there}. Refused: {refused}.</source>
        <translation>שורות שיוזמנו: {would}. כבר בספר: {there}. נדחו: {refused}.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Columns</source>
        <translation>עמודות</translation>
    </message>
    <message>
        <source>Several tables for one number in an hour</source>
        <translation>כמה שולחנות למספר אחד באותה שעה</translation>
    </message>
    <message>
        <source>All</source>
        <translation>הכול</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>הוזמנו</translation>
    </message>
    <message>
        <source>Not reserved</source>
        <translation>לא הוזמנו</translation>
    </message>
    <message>
        <source>Which rows are shown</source>
        <translation>אילו שורות מוצגות</translation>
    </message>
    <message>
        <source>Import reservations</source>
        <translation>ייבוא הזמנות</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>קוראים את הקובץ.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Say whether days such as 3/4/2026 begin with the day or with the month.</source>
        <translation>ציינו אם ימים כמו 3/4/2026 מתחילים ביום או בחודש.</translation>
    </message>
    <message>
        <source>Look at the rows</source>
        <translation>בדיקת השורות</translation>
    </message>
    <message>
        <source>Nothing is written yet. Escape leaves.</source>
        <translation>עדיין לא נרשם דבר. Esc ליציאה.</translation>
    </message>
    <message>
        <source>The rows are being looked at.</source>
        <translation>בודקים את השורות.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>נעצר. לא נרשם דבר.</translation>
    </message>
    <message>
        <source>To be reserved</source>
        <translation>להזמנה</translation>
    </message>
    <message>
        <source>Reserve {count}</source>
        <translation>הזמנת {count}</translation>
    </message>
    <message>
        <source>Nothing is written yet. Enter reserves, Escape leaves.</source>
        <translation>עדיין לא נרשם דבר. Enter להזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>The rows are being reserved.</source>
        <translation>מזמינים את השורות.</translation>
    </message>
    <message>
        <source>Save this list</source>
        <translation>שמירת הרשימה</translation>
    </message>
    <message>
        <source>Enter saves the list, Escape leaves.</source>
        <translation>‏Enter לשמירת הרשימה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>המשך</translation>
    </message>
    <message>
        <source>Stopped. Reserved: {reserved}. Not tried yet: {left}.</source>
        <translation>נעצר. הוזמנו: {reserved}. עדיין לא נוסו: {left}.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}. Refused: {refused}; the list says why.</source>
        <translation>הוזמנו: {reserved}. נדחו: {refused}; הרשימה אומרת למה.</translation>
    </message>
    <message>
        <source>Reserved: {reserved}.</source>
        <translation>הוזמנו: {reserved}.</translation>
    </message>
    <message>
        <source>The list is saved: {file}</source>
        <translation>הרשימה נשמרה: {file}</translation>
    </message>
    <message>
        <source>The list is being saved.</source>
        <translation>שומרים את הרשימה.</translation>
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
        <translation>קובץ CSV עם הזמנה אחת בכל שורה, מהתוכנה הזאת, מתוכנה אחרת או מגיליון. קודם רואים מה יקרה לכל שורה; דבר לא נרשם לפני שתאשרו.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>קובץ</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>בחירת קובץ…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>בחירת קובץ</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt *.tsv);;All files (*)</source>
        <translation>קובצי CSV (*.csv *.txt *.tsv);;כל הקבצים (*)</translation>
    </message>
</context>
<context>
    <name>InitialsDialog</name>
    <message>
        <source>Who is at {station}?</source>
        <translation>מי בעמדה {station}?</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>ראשי תיבות</translation>
    </message>
    <message>
        <source>They stand in the history beside all that is done at this station, until others are typed. Leave it empty for no initials.</source>
        <translation>הם מופיעים בהיסטוריה ליד כל מה שנעשה בעמדה הזאת, עד שיוקלדו אחרים. השאירו ריק אם אין.</translation>
    </message>
    <message>
        <source>Use these initials</source>
        <translation>להשתמש בראשי התיבות</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation>‏Enter לשמירה, Esc ליציאה.</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Join a restaurant</source>
        <translation>הצטרפות למסעדה</translation>
    </message>
    <message>
        <source>This machine then uses the book of the first one, together with it.</source>
        <translation>המחשב הזה ישתמש אז בספר ההזמנות של המחשב הראשון, יחד איתו.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>קוד</translation>
    </message>
    <message>
        <source>At the first machine, open the menu, choose Set-up and Stations, then “Add a station”. Capitals, spaces and dashes do not matter.</source>
        <translation>במחשב הראשון פתחו את התפריט, בחרו מערכת ועמדות, ואז &quot;הוספת עמדה&quot;. אותיות גדולות, רווחים ומקפים אינם משנים.</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>שם העמדה</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>הצטרפות</translation>
    </message>
    <message>
        <source>Enter joins, Escape leaves.</source>
        <translation>‏Enter להצטרפות, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Type the code that the first machine shows.</source>
        <translation>הקלידו את הקוד שמוצג במחשב הראשון.</translation>
    </message>
    <message>
        <source>A station needs a name, so that the others know it.</source>
        <translation>לעמדה דרוש שם, כדי שהאחרות יכירו אותה.</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>מצטרפים</translation>
    </message>
</context>
<context>
    <name>KeyCatcher</name>
    <message>
        <source>Press a key</source>
        <translation>לחצו על מקש</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>מקש חדש</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Begin a line with it, from anywhere in the window</source>
        <translation>התחלת שורה, מכל מקום בחלון</translation>
    </message>
    <message>
        <source>Go to the line; once more brings back what was left off</source>
        <translation>מעבר לשורה; שוב: חזרה למה שהוקלד ולא הושלם</translation>
    </message>
    <message>
        <source>Take the first answer, or do what the chosen one says</source>
        <translation>בחירת התשובה הראשונה, או ביצוע מה שנבחר</translation>
    </message>
    <message>
        <source>After a digit: seat a walk-in; after a full hour: put on the waitlist</source>
        <translation>אחרי ספרה: הושבה ללא הזמנה; בשעה מלאה: רישום לרשימת המתנה</translation>
    </message>
    <message>
        <source>Show the reservation that was found</source>
        <translation>הצגת ההזמנה שנמצאה</translation>
    </message>
    <message>
        <source>Leave the line, back to where you were</source>
        <translation>יציאה מהשורה, חזרה למקום הקודם</translation>
    </message>
    <message>
        <source>Go through a list or the timeline</source>
        <translation>מעבר ברשימה או בלוח השעות</translation>
    </message>
    <message>
        <source>Open the row; on the strip of who is due: the next step</source>
        <translation>פתיחת השורה; ברשימת הצפויים: השלב הבא</translation>
    </message>
    <message>
        <source>Go to the next part of the window, or back</source>
        <translation>מעבר לחלק הבא של החלון, או חזרה</translation>
    </message>
    <message>
        <source>The next step: has arrived, is seated, is done</source>
        <translation>השלב הבא: הגיעו, יושבים, סיימו</translation>
    </message>
    <message>
        <source>Cancel the reservation; where none is picked, look for one</source>
        <translation>ביטול ההזמנה; אם לא נבחרה הזמנה, חיפוש</translation>
    </message>
    <message>
        <source>No-show: gives the table back</source>
        <translation>לא הגיעו: שחרור השולחן</translation>
    </message>
    <message>
        <source>Has left early: gives the table back</source>
        <translation>עזבו מוקדם: שחרור השולחן</translation>
    </message>
    <message>
        <source>Change number, name, note, allergy, size</source>
        <translation>שינוי טלפון, שם, הערה, אלרגיה, סועדים</translation>
    </message>
    <message>
        <source>Move to another table or hour, by arrows; M on the timeline</source>
        <translation>העברה לשולחן או לשעה אחרים, בחצים; M בלוח השעות</translation>
    </message>
    <message>
        <source>Undo the last act</source>
        <translation>ביטול הפעולה האחרונה</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>לבצע שוב</translation>
    </message>
    <message>
        <source>The day before; in a list also Left</source>
        <translation>היום הקודם; ברשימה גם ימינה</translation>
    </message>
    <message>
        <source>The day after; in a list also Right</source>
        <translation>היום הבא; ברשימה גם שמאלה</translation>
    </message>
    <message>
        <source>Today, at the running hour</source>
        <translation>היום, בשעה הנוכחית</translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation>קריאת ספר ההזמנות מחדש</translation>
    </message>
    <message>
        <source>Who waits for the hour that is picked, or the running one</source>
        <translation>מי ממתין לשעה שנבחרה, או לנוכחית</translation>
    </message>
    <message>
        <source>A table is free: reserve it for the next on the waitlist</source>
        <translation>שולחן פנוי: הזמנה לבאים בתור ברשימת ההמתנה</translation>
    </message>
    <message>
        <source>Pass over the next on the waitlist</source>
        <translation>דילוג על הבאים בתור ברשימת ההמתנה</translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation>הדפסה או שמירה של דף היום</translation>
    </message>
    <message>
        <source>Who did what: with what is picked, its table, the day</source>
        <translation>מי עשה מה: במה שנבחר, בשולחן שלו, ביום</translation>
    </message>
    <message>
        <source>The initials of who is at this station</source>
        <translation>ראשי התיבות של מי שבעמדה</translation>
    </message>
    <message>
        <source>All keys, and what can be typed</source>
        <translation>כל המקשים, ומה אפשר להקליד</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>The menu</source>
        <translation>התפריט</translation>
    </message>
    <message>
        <source>End the program</source>
        <translation>יציאה מהתוכנה</translation>
    </message>
    <message>
        <source>Do what the filled button says</source>
        <translation>ביצוע מה שכתוב בכפתור הצבוע</translation>
    </message>
    <message>
        <source>Leave, nothing is done</source>
        <translation>יציאה בלי לעשות דבר</translation>
    </message>
    <message>
        <source>Take what is offered: the nearest other table, or the guest typed just now</source>
        <translation>קבלת ההצעה: השולחן הקרוב האחר, או האורח שהוקלד זה עתה</translation>
    </message>
    <message>
        <source>Take the second other table</source>
        <translation>השולחן השני שהוצע</translation>
    </message>
    <message>
        <source>Take the third other table</source>
        <translation>השולחן השלישי שהוצע</translation>
    </message>
    <message>
        <source>Needs attention: the guest has been called</source>
        <translation>דורש טיפול: סימון שהתקשרנו לאורח</translation>
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
        <translation>הקלדה בכל מקום: השורה</translation>
    </message>
    <message>
        <source>Lists and timeline</source>
        <translation>רשימות ולוח שעות</translation>
    </message>
    <message>
        <source>The party that is picked or found</source>
        <translation>הסועדים שנבחרו או נמצאו</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>יום</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>עמדה</translation>
    </message>
    <message>
        <source>In a dialog</source>
        <translation>בתיבת דו־שיח</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>On</source>
        <translation>פועל</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>כבוי</translation>
    </message>
    <message>
        <source>Single keys</source>
        <translation>מקשים בודדים</translation>
    </message>
    <message>
        <source>What has a key</source>
        <translation>מה שיש לו מקש</translation>
    </message>
    <message>
        <source>Usual key</source>
        <translation>המקש הרגיל</translation>
    </message>
    <message>
        <source>All usual keys</source>
        <translation>כל המקשים הרגילים</translation>
    </message>
    <message>
        <source>Single keys: letters, digits and ? do something by themselves. Without them only keys with Ctrl and function keys do.</source>
        <translation>מקשים בודדים: אותיות, ספרות ו-? פועלים לבדם. בלעדיהם פועלים רק מקשים עם Ctrl ומקשי הפונקציה.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>אין מקש</translation>
    </message>
    <message>
        <source>{act}: {keys}</source>
        <translation>{act}: ⁨{keys}⁩</translation>
    </message>
    <message>
        <source>Press the new key for: {act}. Escape leaves it as it is.</source>
        <translation>לחצו על המקש החדש עבור: {act}. Esc משאיר כמו שהוא.</translation>
    </message>
    <message>
        <source>{key} is needed where there is something to type or to go through. Take one with Ctrl, or a function key.</source>
        <translation>‏⁨{key}⁩ נחוץ להקלדה או למעבר בין דברים. בחרו מקש עם Ctrl, או מקש פונקציה.</translation>
    </message>
    <message>
        <source>{key} has an act already: {act}.</source>
        <translation>ל-⁨{key}⁩ כבר יש פעולה: {act}.</translation>
    </message>
    <message>
        <source>Swap them</source>
        <translation>להחליף ביניהם</translation>
    </message>
    <message>
        <source>{keys} has another act now: {act}. Give that one its usual key first.</source>
        <translation>ל-⁨{keys}⁩ יש עכשיו פעולה אחרת: {act}. החזירו לה קודם את המקש הרגיל.</translation>
    </message>
    <message>
        <source>All keys are the usual ones.</source>
        <translation>כל המקשים הם הרגילים.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>ביטול הפעולה</translation>
    </message>
</context>
<context>
    <name>LineActing</name>
    <message>
        <source>More than one reservation was found; nothing was done.</source>
        <translation>נמצאה יותר מהזמנה אחת; לא נעשה דבר.</translation>
    </message>
</context>
<context>
    <name>ManagerGate</name>
    <message>
        <source>What the manager asked for is not open yet.</source>
        <translation>מה שהמנהל ביקש עוד לא נפתח.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
</context>
<context>
    <name>MovesView</name>
    <message>
        <source>Who moves</source>
        <translation>מי עובר</translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Move all the same</source>
        <translation>להעביר בכל זאת</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Name and phone</source>
        <translation>שם וטלפון</translation>
    </message>
    <message>
        <source>What is your restaurant called?</source>
        <translation>מה שם המסעדה שלכם?</translation>
    </message>
    <message>
        <source>The number is the one that guests call. Its country tells how the numbers of guests are read.</source>
        <translation>זה המספר שאליו אורחים מתקשרים. לפי המדינה שלו נקראים מספרי האורחים.</translation>
    </message>
    <message>
        <source>The restaurant that this station showed before is not in this database. If its book is lost, set up nothing: close this window and bring back the newest file of the folder “backups” in the data folder, with: resv-desktop restore FILE</source>
        <translation>המסעדה שהעמדה הזאת הציגה קודם אינה במסד הנתונים הזה. אם ספר ההזמנות שלה אבד, אל תקימו דבר: סגרו את החלון הזה ושחזרו את הקובץ החדש ביותר מהתיקייה &quot;backups&quot; שבתיקיית הנתונים, עם: resv-desktop restore FILE</translation>
    </message>
    <message>
        <source>Name of the restaurant</source>
        <translation>שם המסעדה</translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation>מספר הטלפון של המסעדה</translation>
    </message>
    <message>
        <source>Use a MongoDB of our own</source>
        <translation>להשתמש ב-MongoDB משלנו</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>הצטרפות למסעדה</translation>
    </message>
    <message>
        <source>First type the name</source>
        <translation>קודם הקלידו את השם</translation>
    </message>
    <message>
        <source>First type the country code</source>
        <translation>קודם הקלידו את קידומת המדינה</translation>
    </message>
    <message>
        <source>First type the phone number</source>
        <translation>קודם הקלידו את מספר הטלפון</translation>
    </message>
    <message>
        <source>Next: opening hours</source>
        <translation>הבא: שעות פתיחה</translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation>הובן כ-{phone}.</translation>
    </message>
    <message>
        <source>Understood as {phone}. That is an unusual number; please check its digits.</source>
        <translation>הובן כ-{phone}. זה מספר לא רגיל; בדקו את הספרות.</translation>
    </message>
    <message>
        <source>A restaurant needs a phone number.</source>
        <translation>למסעדה דרוש מספר טלפון.</translation>
    </message>
    <message>
        <source>As it is dialled at home ({country}), or with a + and the country code.</source>
        <translation>כפי שמחייגים בארץ ({country}), או עם + וקידומת המדינה.</translation>
    </message>
    <message>
        <source>With a + and the country code in front.</source>
        <translation>עם + וקידומת המדינה בהתחלה.</translation>
    </message>
</context>
<context>
    <name>OrderRow</name>
    <message>
        <source>Day first</source>
        <translation>היום קודם</translation>
    </message>
    <message>
        <source>Month first</source>
        <translation>החודש קודם</translation>
    </message>
    <message>
        <source>How days are written in the file</source>
        <translation>איך ימים כתובים בקובץ</translation>
    </message>
    <message>
        <source>Days such as {day}</source>
        <translation>ימים כמו {day}</translation>
    </message>
</context>
<context>
    <name>OutcomeList</name>
    <message>
        <source>Rows of the file</source>
        <translation>שורות הקובץ</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation>המשך</translation>
    </message>
</context>
<context>
    <name>PartyForm</name>
    <message>
        <source>Name</source>
        <translation>שם</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>הערה</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Say in the note what they must not eat.</source>
        <translation>כתבו בהערה מה אסור לאכול.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>בשולחן {table} יש {seats} מקומות. ל-{party} סועדים דרוש שולחן גדול יותר.</translation>
    </message>
    <message>
        <source>Table {table} seats {seats}.</source>
        <translation>בשולחן {table} יש {seats} מקומות.</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>מספר הסועדים</translation>
    </message>
</context>
<context>
    <name>PartyMenu</name>
    <message>
        <source>Seat a walk-in now</source>
        <translation>הושבה ללא הזמנה</translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation>הצגת ההזמנה</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>שינוי…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>העברה…</translation>
    </message>
    <message>
        <source>No-show</source>
        <translation>לא הגיעו</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>עזבו מוקדם</translation>
    </message>
    <message>
        <source>Cancel reservation</source>
        <translation>ביטול ההזמנה</translation>
    </message>
    <message>
        <source>History</source>
        <translation>היסטוריה</translation>
    </message>
</context>
<context>
    <name>PartySizePicker</name>
    <message>
        <source>Party of {size}</source>
        <translation>סועדים: {size}</translation>
    </message>
    <message>
        <source>Party size</source>
        <translation>מספר הסועדים</translation>
    </message>
</context>
<context>
    <name>PeriodPicker</name>
    <message>
        <source>Days of the report</source>
        <translation>ימי הדוח</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>מוקדם יותר</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>מאוחר יותר</translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>Valid number</source>
        <translation>מספר תקין</translation>
    </message>
    <message>
        <source>Unusual number: read it to the guest</source>
        <translation>מספר לא רגיל, הקריאו אותו לאורח</translation>
    </message>
</context>
<context>
    <name>PickedActs</name>
    <message>
        <source>No reservation is picked, so nothing was done.</source>
        <translation>לא נבחרה הזמנה; דבר לא נעשה.</translation>
    </message>
    <message>
        <source>Seat them too</source>
        <translation>להושיב גם אותם</translation>
    </message>
    <message>
        <source>{guest} no longer has table {table} at {hour}. Nothing was done.</source>
        <translation>ל-{guest} כבר אין שולחן {table} בשעה {hour}. דבר לא נעשה.</translation>
    </message>
    <message>
        <source>Pick a reservation that is not over; then its free tables are shown.</source>
        <translation>בחרו הזמנה שעוד לא עברה; אז יוצגו השולחנות הפנויים שלה.</translation>
    </message>
    <message>
        <source>Moving {guest}: choose a place with the arrows and Enter, or press it. Escape leaves them where they are.</source>
        <translation>העברת {guest}: בחרו מקום בחצים וב-Enter, או לחצו עליו. Esc משאיר אותם במקומם.</translation>
    </message>
    <message>
        <source>No free table of the hours that are shown seats {guest}. Escape leaves them where they are.</source>
        <translation>אין בשעות המוצגות שולחן פנוי שמספיק ל-{guest}. Esc משאיר אותם במקומם.</translation>
    </message>
    <message>
        <source>Leave them there</source>
        <translation>להשאיר אותם שם</translation>
    </message>
    <message>
        <source>That reservation is on another day. Go to that day to move it.</source>
        <translation>ההזמנה ביום אחר. עברו ליום ההוא כדי להעביר אותה.</translation>
    </message>
    <message>
        <source>That hour is over; its table was kept until its end.</source>
        <translation>השעה הזאת עברה; השולחן נשמר עד סופה.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>The PIN</source>
        <translation>הקוד</translation>
    </message>
    <message>
        <source>The PIN so far</source>
        <translation>הקוד עד כה</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>קוד חדש</translation>
    </message>
    <message>
        <source>The new PIN again</source>
        <translation>הקוד החדש שוב</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>It is asked once and then holds at this station, for 5 minutes after the last change.</source>
        <translation>שואלים אותו פעם אחת, ואז הוא תקף בעמדה הזאת עד 5 דקות אחרי השינוי האחרון.</translation>
    </message>
    <message>
        <source>Once given it holds for 5 minutes after the last change; the last time that ended at {time}.</source>
        <translation>אחרי הקלדה הוא תקף עד 5 דקות אחרי השינוי האחרון; בפעם הקודמת זה הסתיים בשעה {time}.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN</source>
        <translation>קוד המנהל</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>המשך</translation>
    </message>
    <message>
        <source>Set a PIN for the manager?</source>
        <translation>לקבוע קוד למנהל?</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>שינוי הקוד</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>קביעת הקוד</translation>
    </message>
    <message>
        <source>Switch the PIN off</source>
        <translation>ביטול הקוד</translation>
    </message>
    <message>
        <source>Work without a PIN</source>
        <translation>עבודה בלי קוד</translation>
    </message>
    <message>
        <source>{least} to {most} digits.</source>
        <translation>{least} עד {most} ספרות.</translation>
    </message>
    <message>
        <source>Hours, tables and guests&apos; data are changed only by who knows it.</source>
        <translation>רק מי שיודע אותו יכול לשנות שעות, שולחנות ונתוני אורחים.</translation>
    </message>
    <message>
        <source>That is not the same PIN.</source>
        <translation>זה לא אותו קוד.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is set.</source>
        <translation>קוד המנהל נקבע.</translation>
    </message>
    <message>
        <source>No PIN is asked for.</source>
        <translation>אין צורך בקוד.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN is another one now.</source>
        <translation>קוד המנהל הוחלף.</translation>
    </message>
    <message>
        <source>Comparing the PIN</source>
        <translation>בודקים את הקוד</translation>
    </message>
    <message>
        <source>Saving the PIN</source>
        <translation>שומרים את הקוד</translation>
    </message>
    <message>
        <source>Nobody can look it up. If it is forgotten, the command {command} on the machine that runs the database lets a new one be set.</source>
        <translation>איש אינו יכול לראות אותו. אם נשכח, הפקודה {command} במחשב שמריץ את מסד הנתונים מאפשרת לקבוע חדש.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>1 party, to be called. Nothing is changed yet.</source>
        <translation>לקבוצה אחת צריך להתקשר. עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>1 party, which has a new table. Nothing is changed yet.</source>
        <translation>קבוצה אחת, עם שולחן חדש. עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>{n} parties, all with a new table. Nothing is changed yet.</source>
        <translation>{n} קבוצות, לכולן שולחן חדש. עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>{n} parties, {called} to be called. Nothing is changed yet.</source>
        <translation>{n} קבוצות, ל-{called} מהן צריך להתקשר. עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>1 party on the waitlist waits for an hour that closes.</source>
        <translation>קבוצה אחת ברשימת ההמתנה מחכה לשעה שנסגרת.</translation>
    </message>
    <message>
        <source>{n} parties on the waitlist wait for hours that close.</source>
        <translation>{n} קבוצות ברשימת ההמתנה מחכות לשעות שנסגרות.</translation>
    </message>
    <message>
        <source>1 party is new and marked.</source>
        <translation>קבוצה אחת חדשה ומסומנת.</translation>
    </message>
    <message>
        <source>{n} parties are new and marked.</source>
        <translation>{n} קבוצות חדשות ומסומנות.</translation>
    </message>
    <message>
        <source>For 1 party something else is proposed now; it is marked.</source>
        <translation>לקבוצה אחת מוצע עכשיו משהו אחר; היא מסומנת.</translation>
    </message>
    <message>
        <source>For {n} parties something else is proposed now; they are marked.</source>
        <translation>ל-{n} קבוצות מוצע עכשיו משהו אחר; הן מסומנות.</translation>
    </message>
    <message>
        <source>1 party has to hear of it.</source>
        <translation>קבוצה אחת צריכה לדעת על כך.</translation>
    </message>
    <message>
        <source>{n} parties have to hear of it.</source>
        <translation>{n} קבוצות צריכות לדעת על כך.</translation>
    </message>
    <message>
        <source>1 needs attention</source>
        <translation>1 לטיפול</translation>
    </message>
    <message>
        <source>{n} need attention</source>
        <translation>{n} לטיפול</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Call them, they stay where they are</source>
        <translation>להתקשר, הם נשארים במקומם</translation>
    </message>
    <message>
        <source>Accept all proposals</source>
        <translation>לקבל את ההצעות</translation>
    </message>
    <message>
        <source>Call all</source>
        <translation>להתקשר לכולם</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>רשימת שיחות</translation>
    </message>
    <message>
        <source>Who loses their table</source>
        <translation>מי מאבד את השולחן</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>עוד לא השתנה דבר.</translation>
    </message>
    <message>
        <source>Checking which guests are affected</source>
        <translation>בודקים במי זה פוגע</translation>
    </message>
    <message>
        <source>It is not known which guests are affected</source>
        <translation>לא ידוע במי זה פוגע</translation>
    </message>
    <message>
        <source>Nobody loses their table</source>
        <translation>אף אחד לא מאבד שולחן</translation>
    </message>
    <message>
        <source>Every reservation keeps its table and hour. Enter saves the change.</source>
        <translation>כל הזמנה נשארת בשולחן ובשעה שלה. Enter לשמירת השינוי.</translation>
    </message>
    <message>
        <source>Save the change</source>
        <translation>שמירת השינוי</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves all as it was.</source>
        <translation>‏Enter לשמירה, Esc משאיר הכול כפי שהיה.</translation>
    </message>
    <message>
        <source>Space: call them or not. Enter saves, Escape leaves all as it was.</source>
        <translation>רווח: להתקשר או לא. Enter לשמירה, Esc משאיר הכול כפי שהיה.</translation>
    </message>
    <message>
        <source>Saving the change</source>
        <translation>שומרים את השינוי</translation>
    </message>
    <message>
        <source>It is saved. The hours of day {number} of {total} are made.</source>
        <translation>השינוי נשמר. נוצרות השעות של יום {number} מתוך {total}.</translation>
    </message>
    <message>
        <source>The change is saved</source>
        <translation>השינוי נשמר</translation>
    </message>
    <message>
        <source>All of it is saved.</source>
        <translation>הכול נשמר.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Set up</source>
        <translation>הקמה</translation>
    </message>
    <message>
        <source>A new restaurant</source>
        <translation>מסעדה חדשה</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>שלב {number} מתוך {count}</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Seats {seats}, {spare} spare: no table fits more closely.</source>
        <translation>מקומות: {seats}, עודף: {spare}; אין שולחן מתאים יותר.</translation>
    </message>
    <message>
        <source>Seats exactly {seats}.</source>
        <translation>מקומות: {seats}, בלי עודף.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare.</source>
        <translation>מקומות: {seats}, עודף: {spare}.</translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare: every smaller table is taken.</source>
        <translation>מקומות: {seats}, עודף: {spare}; כל השולחנות הקטנים יותר תפוסים.</translation>
    </message>
    <message>
        <source>The name has at most {most} letters; this one has {count}.</source>
        <translation>בשם מותרות עד {most} אותיות; כאן יש {count}.</translation>
    </message>
    <message>
        <source>The note has at most {most} letters; this one has {count}.</source>
        <translation>בהערה מותרות עד {most} אותיות; כאן יש {count}.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Tables are reserved from one full hour to the next.</source>
        <translation>&quot;{text}&quot; אינה שעה עגולה. שולחנות מוזמנים משעה עגולה לשעה עגולה.</translation>
    </message>
    <message>
        <source>The tables are saved, but the database fell silent before every hour had them. They are added to the hours when it answers again.</source>
        <translation>השולחנות נשמרו, אבל מסד הנתונים הפסיק לענות לפני שנוספו לכל השעות. הם יתווספו כשיענה שוב.</translation>
    </message>
    <message>
        <source>a walk-in</source>
        <translation>אורחים ללא הזמנה</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free and seats {seats}. Nobody has to wait.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} פנוי ובו {seats} מקומות. אין צורך להמתין.</translation>
    </message>
    <message>
        <source>This entry of the waitlist does not exist, or no longer.</source>
        <translation>הרישום הזה ברשימת ההמתנה אינו קיים, או שכבר איננו.</translation>
    </message>
    <message>
        <source>A party of {first} or of {second}? An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>ל-{first} או ל-{second}? שעה מקלידים כך: 20, ‏20:00 או 8pm.</translation>
    </message>
    <message>
        <source>This guest has table {table} at {hour} on {day}. Nothing is erased before that hour is over or the reservation is cancelled.</source>
        <translation>לאורח הזה שולחן {table} בשעה {hour} ב{day}. דבר לא יימחק לפני שהשעה הזאת תעבור או שההזמנה תבוטל.</translation>
    </message>
    <message>
        <source>This guest is on the waitlist of {hour} on {day}. Nothing is erased before that hour is over or the entry is taken off.</source>
        <translation>האורח הזה ברשימת ההמתנה של {hour} ב{day}. דבר לא יימחק לפני שהשעה הזאת תעבור או שהרישום יוסר.</translation>
    </message>
    <message>
        <source>Opening hours are two whole hours such as &quot;12:23&quot;; &quot;{hours}&quot; is not.</source>
        <translation>שעות פתיחה הן שתי שעות עגולות כמו &quot;12:23&quot;; &quot;{hours}&quot; אינו כזה.</translation>
    </message>
    <message>
        <source>Opening hours go from 00 to 23 and close at 24 at the latest; &quot;{hours}&quot; does not.</source>
        <translation>שעות פתיחה הן מ-00 עד 23, והסגירה לכל המאוחר ב-24; &quot;{hours}&quot; אינו כזה.</translation>
    </message>
    <message>
        <source>&quot;{hours}&quot; opens and closes at the same hour. Around the clock is &quot;00:24&quot;.</source>
        <translation>ב-&quot;{hours}&quot; הפתיחה והסגירה הן באותה שעה. מסביב לשעון הוא &quot;00:24&quot;.</translation>
    </message>
    <message>
        <source>The first machine has a newer version of the program. Install that one here as well.</source>
        <translation>במחשב הראשון יש גרסה חדשה יותר של התוכנה. התקינו אותה גם כאן.</translation>
    </message>
    <message>
        <source>The code is not complete: it has {count} letters and digits, and {whole} are needed.</source>
        <translation>הקוד אינו שלם: יש בו {count} אותיות וספרות, ודרושות {whole}.</translation>
    </message>
    <message>
        <source>The code has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>יש טעות בקוד. השוו אותו לקוד שבמחשב הראשון.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a possible phone number: it is too long or not complete.</source>
        <translation>&quot;{phone}&quot; לא יכול להיות מספר טלפון: הוא ארוך מדי או לא שלם.</translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation>הקלידו את מספר הטלפון של האורח.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has an extension. Type the number without it.</source>
        <translation>ב-&quot;{phone}&quot; יש שלוחה. הקלידו את המספר בלעדיה.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a letter in it. Type digits, with a + in front if the number is from abroad.</source>
        <translation>ב-&quot;{phone}&quot; יש אות. הקלידו ספרות, עם + בהתחלה אם המספר מחו״ל.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a sign in it that no phone number has. Type digits, with a + in front if the number is from abroad.</source>
        <translation>ב-&quot;{phone}&quot; יש סימן שאינו מופיע במספרי טלפון. הקלידו ספרות, עם + בהתחלה אם המספר מחו״ל.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a phone number.</source>
        <translation>&quot;{phone}&quot; אינו מספר טלפון.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is too short for a phone number.</source>
        <translation>&quot;{phone}&quot; קצר מדי למספר טלפון.</translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has no country code that is known. Type a + and the code first.</source>
        <translation>ל-&quot;{phone}&quot; אין קידומת מדינה מוכרת. הקלידו קודם + ואת הקידומת.</translation>
    </message>
    <message>
        <source>The time zone &quot;{zone}&quot; is not known. Pick one such as &quot;Europe/London&quot;.</source>
        <translation>אזור הזמן &quot;{zone}&quot; אינו מוכר. בחרו אזור כמו &quot;Europe/London&quot;.</translation>
    </message>
    <message>
        <source>A restaurant needs a name.</source>
        <translation>למסעדה דרוש שם.</translation>
    </message>
    <message>
        <source>A restaurant&apos;s name has at most {most} letters; this one has {count}.</source>
        <translation>בשם של מסעדה מותרות עד {most} אותיות; כאן יש {count}.</translation>
    </message>
    <message>
        <source>A table seats {least} to {most}; {capacity} is not possible.</source>
        <translation>בשולחן {least} עד {most} מקומות; {capacity} אינו אפשרי.</translation>
    </message>
    <message>
        <source>A restaurant has at most {most} tables; this would make {count}.</source>
        <translation>במסעדה עד {most} שולחנות; כך יהיו {count}.</translation>
    </message>
    <message>
        <source>A party is {least} to {most} guests; {party} is not possible.</source>
        <translation>מספר הסועדים הוא {least} עד {most}; {party} אינו אפשרי.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is over.</source>
        <translation>שולחן {table}: השעה {hour} ב{day} כבר עברה.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is for later. A walk-in is seated in the running hour or the next; reserve it instead.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} הוא למועד מאוחר יותר. סועדים ללא הזמנה מושיבים בשעה הנוכחית או בבאה; במקום זאת אפשר להזמין אותו.</translation>
    </message>
    <message>
        <source>It is too early for a no-show at table {table} at {hour} on {day}. Cancel the reservation instead.</source>
        <translation>מוקדם מדי לסמן &quot;לא הגיעו&quot; בשולחן {table} בשעה {hour} ב{day}. בטלו את ההזמנה במקום זאת.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is already taken.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} כבר תפוס.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} seats {seats}. A party of {party} needs a larger table.</source>
        <translation>בשולחן {table} בשעה {hour} יש {seats} מקומות. ל-{party} סועדים דרוש שולחן גדול יותר.</translation>
    </message>
    <message>
        <source>&quot;{part}&quot; is not understood. Write how many tables, then their seats, such as &quot;6 x 2&quot;.</source>
        <translation>&quot;{part}&quot; אינו מובן. כתבו כמה שולחנות ואז את מספר המקומות, למשל &quot;⁦6 x 2⁩&quot;.</translation>
    </message>
    <message>
        <source>&quot;{count} × {capacity}&quot; is {count} tables of {capacity}, but a table seats {least} to {most}. For {capacity} tables of {count} write &quot;{capacity} × {count}&quot;.</source>
        <translation>&quot;⁦{count} × {capacity}⁩&quot; הם {count} שולחנות ל-{capacity}, אבל בשולחן {least} עד {most} מקומות. אם הכוונה ל-{capacity} שולחנות ל-{count}, כתבו &quot;⁦{capacity} × {count}⁩&quot;.</translation>
    </message>
    <message>
        <source>{first} and {second} are two days.</source>
        <translation>{first} ו-{second} הם שני ימים שונים.</translation>
    </message>
    <message>
        <source>This station may only add to the journal, and what is known of guests stands in there, too. Do it on the machine that has the database.</source>
        <translation>העמדה הזאת רשאית רק להוסיף להיסטוריה, ושם רשום גם מה שידוע על אורחים. עשו זאת במחשב שבו מסד הנתונים.</translation>
    </message>
    <message>
        <source>Old lines of the history are just being worked on, at this station or another. Nothing was erased; try again in two minutes.</source>
        <translation>שורות ישנות של ההיסטוריה נמצאות כרגע בטיפול, בעמדה הזאת או באחרת. דבר לא נמחק; נסו שוב בעוד שתי דקות.</translation>
    </message>
    <message>
        <source>There is no restaurant {id}.</source>
        <translation>אין מסעדה {id}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled at {station}, {gone_day} {gone_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} בוטלה בעמדה {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show at {station}, {gone_day} {gone_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} סומנה &quot;לא הגיעו&quot; בעמדה {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released at {station}, {gone_day} {gone_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} שוחררה בעמדה {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was undone at {station}, {gone_day} {gone_at}.</source>
        <translation>פעולת ההזמנה של שולחן {table} בשעה {hour} ב{day} בוטלה בעמדה {station}, {gone_day} {gone_at}.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} is not known yet. Pick it once.</source>
        <translation>אזור הזמן של {restaurant} עוד לא ידוע. בחרו אותו פעם אחת.</translation>
    </message>
    <message>
        <source>This reservation does not exist, or no longer.</source>
        <translation>ההזמנה הזאת אינה קיימת, או שכבר איננה.</translation>
    </message>
    <message>
        <source>This changes {hours} hours and moves {moves} of the {parties} parties in them, more than can be done at once. Do it in parts, a few days at a time.</source>
        <translation>זה משנה {hours} שעות ומעביר {moves} מתוך {parties} הקבוצות שבהן, יותר ממה שאפשר לעשות בבת אחת. עשו זאת בחלקים, כמה ימים בכל פעם.</translation>
    </message>
    <message>
        <source>There is no table {table} at {hour} on {day}.</source>
        <translation>אין שולחן {table} בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} waits for another station&apos;s unfinished write. Nothing was saved; try again in a moment.</source>
        <translation>עמדה אחרת עוד לא סיימה לכתוב את שולחן {table} בשעה {hour} ב{day}. דבר לא נשמר; נסו שוב בעוד רגע.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} cannot be reserved: that hour is stored twice. The check of the book names it.</source>
        <translation>אי אפשר להזמין את שולחן {table} בשעה {hour} ב{day}: השעה שמורה פעמיים. בדיקת הספר מציינת אותה.</translation>
    </message>
    <message>
        <source>{phone} already holds table {table} at {hour} on {day}.</source>
        <translation>ל-{phone} כבר יש שולחן {table} בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>There is no hour {id}.</source>
        <translation>אין שעה {id}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has just been taken at {station}.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} נתפס זה עתה בעמדה {station}.</translation>
    </message>
    <message>
        <source>There are several restaurants, so &quot;{phone}&quot; needs its country code: type a + first.</source>
        <translation>יש כמה מסעדות, לכן ל-&quot;{phone}&quot; דרושה קידומת מדינה: הקלידו קודם +.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is not held by {phone}.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} אינו שמור למספר {phone}.</translation>
    </message>
    <message>
        <source>The country of {phone} has more than one clock. Pick the time zone of {restaurant}.</source>
        <translation>במדינה של {phone} יש יותר משעון אחד. בחרו את אזור הזמן של {restaurant}.</translation>
    </message>
    <message>
        <source>{restaurant} has been set up at another station meanwhile. Nothing was saved here.</source>
        <translation>{restaurant} הוקמה בינתיים בעמדה אחרת. כאן דבר לא נשמר.</translation>
    </message>
    <message>
        <source>This machine uses the database of another one, so stations are added and removed there.</source>
        <translation>המחשב הזה משתמש במסד הנתונים של מחשב אחר, ולכן עמדות מוסיפים ומסירים שם.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was reserved since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} נרשמה מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was seated since, at {station}, {done_day} {done_at}.</source>
        <translation>הסועדים של שולחן {table} בשעה {hour} ב{day} הושבו מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was given another status since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} קיבלה מאז מצב אחר בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was moved since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} הועברה מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} שונתה מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} בוטלה מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} סומנה מאז &quot;לא הגיעו&quot; בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} שוחררה מאז בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed back since, at {station}, {done_day} {done_at}.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} הוחזרה מאז למצבה הקודם בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since, at {station}.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} נמסר מאז ל-{guest}, בעמדה {station}.</translation>
    </message>
    <message>
        <source>There is nothing to undo: the history has no such entry.</source>
        <translation>אין מה לבטל: אין בהיסטוריה רישום כזה.</translation>
    </message>
    <message>
        <source>What is known of this guest was erased, so this cannot be undone any more.</source>
        <translation>מה שהיה ידוע על האורח הזה נמחק, ולכן אי אפשר עוד לבטל את הפעולה.</translation>
    </message>
    <message>
        <source>Only changes of reservations and of the waitlist can be undone. This is neither.</source>
        <translation>אפשר לבטל רק פעולות שנעשו בהזמנות וברשימת ההמתנה. זו אינה כזאת.</translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} has been changed since by another program.</source>
        <translation>ההזמנה של שולחן {table} בשעה {hour} ב{day} שונתה מאז על ידי תוכנה אחרת.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given away since.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} נמסר מאז לאחרים.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} נמסר מאז ל-{guest}.</translation>
    </message>
    <message>
        <source>This party waits no longer: another station was first.</source>
        <translation>הסועדים האלה כבר אינם ממתינים: עמדה אחרת הקדימה.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is over.</source>
        <translation>השעה {hour} ב{day} כבר עברה.</translation>
    </message>
    <message>
        <source>This entry of the waitlist has been changed since.</source>
        <translation>הרישום הזה ברשימת ההמתנה שונה מאז.</translation>
    </message>
    <message>
        <source>Old lines of the history could not be kept in {folder} ({why}); they stay in the book.</source>
        <translation>שורות ישנות של ההיסטוריה לא נשמרו בתיקייה {folder} ({why}); הן נשארות בספר.</translation>
    </message>
    <message>
        <source>The book is being moved or has moved on, so it is not saved here.</source>
        <translation>הספר עובר או כבר עבר, ולכן הוא לא נשמר כאן בגיבוי.</translation>
    </message>
    <message>
        <source>Preparing the other database</source>
        <translation>מכינים את מסד הנתונים האחר</translation>
    </message>
    <message>
        <source>Closing the book for writing</source>
        <translation>סוגרים את הספר לכתיבה</translation>
    </message>
    <message>
        <source>The documents of another program keep changing. Stop that program and try again.</source>
        <translation>תוכנה אחרת ממשיכה לשנות את הנתונים. עצרו אותה ונסו שוב.</translation>
    </message>
    <message>
        <source>The copy is not the same as the book ({what}), so nothing was moved. The book is where it was; try again, and call for help if it happens again.</source>
        <translation>העותק אינו זהה לספר ({what}), ולכן דבר לא הועבר. הספר נמצא היכן שהיה; נסו שוב, ובקשו עזרה אם זה חוזר.</translation>
    </message>
    <message>
        <source>Another station has ended the move, because this one was not heard of for a minute. The book is where it was; try again.</source>
        <translation>עמדה אחרת סיימה את ההעברה, כי במשך דקה לא נשמע דבר מהעמדה הזאת. הספר נמצא היכן שהיה; נסו שוב.</translation>
    </message>
    <message>
        <source>Nothing was moved. The book is where it was, and can be written into again.</source>
        <translation>דבר לא הועבר. הספר נמצא היכן שהיה, ואפשר שוב לכתוב בו.</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>בודקים את העותק</translation>
    </message>
    <message>
        <source>Switching over</source>
        <translation>עוברים למסד הנתונים החדש</translation>
    </message>
    <message>
        <source>Copying the book</source>
        <translation>מעתיקים את הספר</translation>
    </message>
    <message>
        <source>Comparing both</source>
        <translation>משווים בין השניים</translation>
    </message>
    <message>
        <source>To move the book, more rights are needed in {database}: the roles readWrite and dbAdmin. The book is where it was.</source>
        <translation>כדי להעביר את הספר דרושות הרשאות נוספות ב-{database}: התפקידים readWrite ו-dbAdmin. הספר נמצא היכן שהיה.</translation>
    </message>
    <message>
        <source>The database does not know the certificate of this station: nobody in it has the name that the certificate is made out to.</source>
        <translation>מסד הנתונים אינו מכיר את האישור של העמדה הזאת: אין בו משתמש בשם שעליו הונפק האישור.</translation>
    </message>
    <message>
        <source>The database does not accept this name and password.</source>
        <translation>מסד הנתונים אינו מקבל את השם והסיסמה האלה.</translation>
    </message>
    <message>
        <source>The name {host} in the address of the database is not known. Look whether it is spelt right, and whether this computer is on line.</source>
        <translation>השם {host} בכתובת של מסד הנתונים אינו מוכר. בדקו שהוא כתוב נכון ושהמחשב מחובר לרשת.</translation>
    </message>
    <message>
        <source>The address of the database cannot be understood. It looks like mongodb://name@host/?replicaSet=rs0.</source>
        <translation>הכתובת של מסד הנתונים אינה מובנת. היא נראית כך: ⁦mongodb://name@host/?replicaSet=rs0⁩.</translation>
    </message>
    <message>
        <source>The name or the password in the address of the database holds a character that must be written as its code: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25.</source>
        <translation>בשם או בסיסמה שבכתובת מסד הנתונים יש סימן שיש לכתוב כקוד: ⁦@ = %40, : = %3A, / = %2F, ? = %3F, % = %25⁩.</translation>
    </message>
    <message>
        <source>The address of the database holds a name without a password. It looks like mongodb://name:password@host/?replicaSet=rs0.</source>
        <translation>בכתובת מסד הנתונים יש שם בלי סיסמה. היא נראית כך: ⁦mongodb://name:password@host/?replicaSet=rs0⁩.</translation>
    </message>
    <message>
        <source>It no longer lets this station in: the station has been removed there, or its password has been changed.</source>
        <translation>הוא כבר לא נותן לעמדה הזאת להיכנס: העמדה הוסרה שם, או שהסיסמה שלה שונתה.</translation>
    </message>
    <message>
        <source>No program takes calls at {host}. Look at the port in the address, and whether MongoDB runs there and listens to other computers (bindIp).</source>
        <translation>אף תוכנה לא עונה בכתובת {host}. בדקו את הפורט בכתובת, ואם MongoDB פועל שם ומאזין למחשבים אחרים (bindIp).</translation>
    </message>
    <message>
        <source>Nobody answers at {host}. Look whether that computer is on, whether this one is on line, and whether a firewall lets it through; Atlas answers only those on its IP access list.</source>
        <translation>אף אחד לא עונה בכתובת {host}. בדקו אם המחשב ההוא פועל, אם המחשב הזה מחובר לרשת ואם חומת אש נותנת לו לעבור; Atlas עונה רק למי שברשימת הגישה (IP access list) שלו.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that this station has joined, so nothing was sent to it. If the first machine has been set up anew, join again with a new code from there.</source>
        <translation>המחשב שעונה ב-{place} אינו יכול להוכיח שהוא זה שהעמדה הצטרפה אליו, ולכן לא נשלח אליו דבר. אם המחשב הראשון הוקם מחדש, הצטרפו שוב עם קוד חדש משם.</translation>
    </message>
    <message>
        <source>Nobody answers at {place}. Look whether the first machine is on and still shared, and whether both machines are in the same network. Where it has another address now, join again with a new code from there.</source>
        <translation>אין תשובה ב-{place}. בדקו שהמחשב הראשון דולק ועדיין משותף, ושני המחשבים באותה רשת. אם הכתובת שלו השתנתה, הצטרפו שוב עם קוד חדש משם.</translation>
    </message>
    <message>
        <source>The database has not come back since this machine was shared. Start the program anew.</source>
        <translation>מסד הנתונים לא חזר מאז שהמחשב הזה שותף. הפעילו את התוכנה מחדש.</translation>
    </message>
    <message>
        <source>This machine is not shared. Share it first.</source>
        <translation>המחשב הזה אינו משותף. שתפו אותו קודם.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the database {database} at {hosts}, and nothing is written here any more. Let this station use that one.</source>
        <translation>הספר עבר: הוא במסד הנתונים {database} בכתובת {hosts}, וכאן לא נכתב עוד דבר. קבעו שהעמדה הזאת תשתמש בו.</translation>
    </message>
    <message>
        <source>In {database} lies an unfinished copy of a book that {station} began to move there, and no book. Move the book there once more, from where it is.</source>
        <translation>ב-{database} נמצא עותק לא גמור של ספר שהעמדה {station} התחילה להעביר לשם, ואין בו ספר. העבירו את הספר לשם שוב, מהמקום שבו הוא נמצא.</translation>
    </message>
    <message>
        <source>The book is just being moved to another MongoDB by {station}. Nothing can be saved until that is done; try again in a moment.</source>
        <translation>העמדה {station} מעבירה עכשיו את הספר ל-MongoDB אחר. עד שזה ייגמר אי אפשר לשמור דבר; נסו שוב בעוד רגע.</translation>
    </message>
    <message>
        <source>The book has moved on: it is in the MongoDB that {station} brought along, and nothing is written here any more.</source>
        <translation>הספר עבר: הוא ב-MongoDB שבא עם העמדה {station}, וכאן לא נכתב עוד דבר.</translation>
    </message>
    <message>
        <source>There is no book of this program to be moved.</source>
        <translation>אין ספר של התוכנה הזאת להעביר.</translation>
    </message>
    <message>
        <source>There is a book in that database already, and it stays as it is.</source>
        <translation>במסד הנתונים ההוא כבר יש ספר, והוא נשאר כמו שהוא.</translation>
    </message>
    <message>
        <source>Another station is just moving a book into that database.</source>
        <translation>עמדה אחרת מעבירה עכשיו ספר למסד הנתונים ההוא.</translation>
    </message>
    <message>
        <source>Nobody answers at {places}. Look whether the first machine is on and still shared, and whether both machines are in the same network.</source>
        <translation>אין תשובה ב-{places}. בדקו שהמחשב הראשון דולק ועדיין משותף, ושני המחשבים באותה רשת.</translation>
    </message>
    <message>
        <source>The connection to the first machine broke off while this one was joining. Make a new code there, and type that.</source>
        <translation>החיבור למחשב הראשון נותק בזמן ההצטרפות. צרו שם קוד חדש והקלידו אותו.</translation>
    </message>
    <message>
        <source>The first machine has not let this one in. Leave the window with the code open there, make a new code, and type that.</source>
        <translation>המחשב הראשון לא נתן למחשב הזה להיכנס. השאירו שם את חלון הקוד פתוח, צרו קוד חדש והקלידו אותו.</translation>
    </message>
    <message>
        <source>The machine that answers at {place} cannot prove that it is the one that the code speaks of, so nothing was sent to it. Make a new code at the first machine, and type that.</source>
        <translation>המחשב שעונה ב-{place} אינו יכול להוכיח שהוא זה שהקוד מדבר עליו, ולכן לא נשלח אליו דבר. צרו קוד חדש במחשב הראשון והקלידו אותו.</translation>
    </message>
    <message>
        <source>Joining was stopped. Make a new code at the first machine to begin again.</source>
        <translation>ההצטרפות נעצרה. צרו קוד חדש במחשב הראשון כדי להתחיל שוב.</translation>
    </message>
    <message>
        <source>The first machine does not take this code: it has been used, or its window there has been closed. Make a new code there, and type that.</source>
        <translation>המחשב הראשון אינו מקבל את הקוד הזה: כבר השתמשו בו, או שהחלון שלו נסגר שם. צרו שם קוד חדש והקלידו אותו.</translation>
    </message>
    <message>
        <source>The database did not start while it was open to other stations, so it was started without. The stations do not reach it. Share this machine anew.</source>
        <translation>מסד הנתונים לא עלה כשהיה פתוח לעמדות אחרות, ולכן הופעל בלעדיהן. העמדות אינן מגיעות אליו. שתפו את המחשב הזה מחדש.</translation>
    </message>
    <message>
        <source>This machine is in no network that other stations could reach it in. Connect it to the network of the house, then share it.</source>
        <translation>המחשב הזה אינו ברשת שבה עמדות אחרות יכולות להגיע אליו. חברו אותו לרשת של המסעדה ואז שתפו אותו.</translation>
    </message>
    <message>
        <source>Every port that other stations could reach this machine at is in use.</source>
        <translation>כל הפורטים שדרכם עמדות אחרות יכולות להגיע למחשב הזה תפוסים.</translation>
    </message>
    <message>
        <source>Port {port} of this machine is used by another program, so other stations do not reach it. Close that program, or share this machine anew; stations then join again.</source>
        <translation>פורט {port} של המחשב הזה בשימוש של תוכנה אחרת, ולכן עמדות אחרות אינן מגיעות אליו. סגרו את התוכנה ההיא, או שתפו את המחשב הזה מחדש; אז העמדות מצטרפות שוב.</translation>
    </message>
    <message>
        <source>This address leads to one member of the replica set alone, and that one only follows the others. Name all members and the set, as mongodb://host1,host2,host3/?replicaSet=rs0, and leave directConnection out.</source>
        <translation>הכתובת הזאת מובילה לחבר אחד בלבד של ה-replica set, והוא רק עוקב אחרי האחרים. ציינו את כל החברים ואת הקבוצה, כמו ⁦mongodb://host1,host2,host3/?replicaSet=rs0⁩, והשמיטו את directConnection.</translation>
    </message>
    <message>
        <source>Another program keeps its own things in {database}, under names that the book needs ({collections}). Choose another name for the database of the book.</source>
        <translation>תוכנה אחרת שומרת נתונים משלה ב-{database}, בשמות שהספר צריך ({collections}). בחרו שם אחר למסד הנתונים של הספר.</translation>
    </message>
    <message>
        <source>The database knows {user}, but lets it do too little in {database}: the right to {rights} is missing. Ask whoever looks after the database for the role readWrite on {database}.</source>
        <translation>מסד הנתונים מכיר את {user}, אבל מרשה לו מעט מדי ב-{database}: חסרה ההרשאה {rights}. בקשו ממי שמטפל במסד הנתונים את התפקיד readWrite על {database}.</translation>
    </message>
    <message>
        <source>Nothing can be saved in this book.</source>
        <translation>אי אפשר לשמור דבר בספר ההזמנות הזה.</translation>
    </message>
    <message>
        <source>The database does not answer. Nothing was saved.</source>
        <translation>מסד הנתונים אינו עונה. דבר לא נשמר.</translation>
    </message>
    <message>
        <source>This book was written by a newer version of the program. Install that version on this station as well.</source>
        <translation>ספר ההזמנות הזה נכתב בגרסה חדשה יותר של התוכנה. התקינו את הגרסה הזאת גם בעמדה הזאת.</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>מסד הנתונים אינו עונה.</translation>
    </message>
    <message>
        <source>The book has to be prepared once by the database&apos;s owner; this station has no right to.</source>
        <translation>הבעלים של מסד הנתונים צריך להכין את ספר ההזמנות פעם אחת; לעמדה הזאת אין הרשאה לכך.</translation>
    </message>
    <message>
        <source>Starting the database</source>
        <translation>מפעילים את מסד הנתונים</translation>
    </message>
    <message>
        <source>Using the database that is already open</source>
        <translation>משתמשים במסד הנתונים שכבר פתוח</translation>
    </message>
    <message>
        <source>Stopping a database that was left running</source>
        <translation>עוצרים מסד נתונים שנשאר פעיל</translation>
    </message>
    <message>
        <source>Upgrading the database</source>
        <translation>משדרגים את מסד הנתונים</translation>
    </message>
    <message>
        <source>Preparing the database for the first time</source>
        <translation>מכינים את מסד הנתונים בפעם הראשונה</translation>
    </message>
    <message>
        <source>Starting the database again</source>
        <translation>מפעילים את מסד הנתונים מחדש</translation>
    </message>
    <message>
        <source>Another MongoDB server (process {number}) is using the data in {folder}. Stop it and start again.</source>
        <translation>שרת MongoDB אחר (תהליך {number}) משתמש בנתונים שב-{folder}. עצרו אותו והפעילו שוב.</translation>
    </message>
    <message>
        <source>Making a backup copy before the database is upgraded</source>
        <translation>מכינים עותק גיבוי לפני שדרוג מסד הנתונים</translation>
    </message>
    <message>
        <source>{first} and {second} are two hours; a party is {least} to {most} guests.</source>
        <translation>{first} ו-{second} הן שתי שעות שונות; מספר הסועדים הוא {least} עד {most}.</translation>
    </message>
    <message>
        <source>Today&apos;s backup was not made: the disk is nearly full. Free some space; the backups of the days before are still there. They are in {folder}.</source>
        <translation>הגיבוי של היום לא נעשה: הדיסק כמעט מלא. פנו מקום; הגיבויים של הימים הקודמים עדיין קיימים. הם נמצאים ב-{folder}.</translation>
    </message>
    <message>
        <source>The backup was stopped, and nothing of it was kept.</source>
        <translation>הגיבוי נעצר, ודבר ממנו לא נשמר.</translation>
    </message>
    <message>
        <source>The book is so large that the database no longer knew the instant at which the backup began. Set minSnapshotHistoryWindowInSeconds (usually 300) of the database higher, or try again when less is going on.</source>
        <translation>הספר גדול כל כך שמסד הנתונים כבר לא זכר את הרגע שבו התחיל הגיבוי. הגדילו את minSnapshotHistoryWindowInSeconds (בדרך כלל 300) של מסד הנתונים, או נסו שוב בשעה רגועה יותר.</translation>
    </message>
    <message>
        <source>The backup could not be saved in {folder}: {why}. Backups that were there before are still there.</source>
        <translation>אי אפשר היה לשמור את הגיבוי ב-{folder}: {why}. גיבויים קודמים עדיין קיימים.</translation>
    </message>
    <message>
        <source>There is a file {file} already, and nothing was written. Choose another name, or say that it may be overwritten (--overwrite).</source>
        <translation>כבר קיים קובץ {file}, ודבר לא נכתב. בחרו שם אחר, או ציינו שמותר לכתוב עליו (⁦--overwrite⁩).</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>הדיסק מלא</translation>
    </message>
    <message>
        <source>The database did not answer at the very last step. Nothing is lost: start the program again, and it finds the book where it is.</source>
        <translation>מסד הנתונים לא ענה בשלב האחרון ממש. דבר לא אבד: הפעילו את התוכנה מחדש, והיא תמצא את הספר היכן שהוא.</translation>
    </message>
    <message>
        <source>A backup is being restored into this book, or that was broken off. Restore it again (`resv-desktop restore FILE`): it begins anew, and the book can be used then.</source>
        <translation>גיבוי משוחזר עכשיו לספר הזה, או שהשחזור נקטע. שחזרו אותו שוב (`resv-desktop restore FILE`): הוא יתחיל מההתחלה, ואז אפשר יהיה להשתמש בספר.</translation>
    </message>
    <message>
        <source>The database was stopped while it was starting.</source>
        <translation>מסד הנתונים נעצר בזמן ההפעלה.</translation>
    </message>
    <message>
        <source>Another program has the reservations in {folder} open, but its database does not answer. Close that program and start again.</source>
        <translation>תוכנה אחרת מחזיקה את ההזמנות שב-{folder} פתוחות, אבל מסד הנתונים שלה אינו עונה. סגרו אותה והפעילו שוב.</translation>
    </message>
    <message>
        <source>The database started but could not be used.</source>
        <translation>מסד הנתונים הופעל אבל אי אפשר היה להשתמש בו.</translation>
    </message>
    <message>
        <source>{day} is open until {closes} of the day after, which opens at {opens} already.</source>
        <translation>ב{day} פתוח עד {closes} למחרת, והיום שאחריו נפתח כבר ב-{opens}.</translation>
    </message>
    <message>
        <source>A closure ends on {to_day}, before it begins on {from_day}.</source>
        <translation>סגירה מסתיימת ב{to_day}, לפני שהיא מתחילה ב{from_day}.</translation>
    </message>
    <message>
        <source>{from_day} has either hours of its own or hours that are closed, not both.</source>
        <translation>ל{from_day} יש שעות משלו או שעות סגורות, לא שניהם.</translation>
    </message>
    <message>
        <source>Between {least} and {most} days can be reserved ahead; {days} are not possible.</source>
        <translation>אפשר להזמין בין {least} ל-{most} ימים מראש; {days} אינם אפשריים.</translation>
    </message>
    <message>
        <source>{restaurant} has been changed at another station meanwhile. Open this once more; nothing was saved.</source>
        <translation>הפרטים של {restaurant} שונו בינתיים בעמדה אחרת. פתחו זאת שוב; דבר לא נשמר.</translation>
    </message>
    <message>
        <source>There is no table {table}.</source>
        <translation>אין שולחן {table}.</translation>
    </message>
    <message>
        <source>This is no join code. It is shown at the first machine, in the menu under Stations, and is made of groups of six letters and digits.</source>
        <translation>זה לא קוד הצטרפות. הקוד מוצג במחשב הראשון, בתפריט תחת &quot;עמדות&quot;, והוא עשוי מקבוצות של שש אותיות וספרות.</translation>
    </message>
    <message>
        <source>Group {number} of the code, “{group}”, has a mistake in it. Compare it with the one at the first machine.</source>
        <translation>יש טעות בקבוצה {number} של הקוד, &quot;{group}&quot;. השוו אותה לקבוצה שבמחשב הראשון.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {minutes} minutes.</source>
        <translation>זה לא קוד המנהל. אפשר לנסות שוב בעוד {minutes} דק׳.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {minutes} minutes, at any station.</source>
        <translation>אחרי כל כך הרבה קודים שגויים אי אפשר לנסות במשך {minutes} דק׳, באף עמדה.</translation>
    </message>
    <message>
        <source>A PIN has {least} to {most} digits, and nothing else.</source>
        <translation>קוד הוא {least} עד {most} ספרות בלבד.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN.</source>
        <translation>זה לא קוד המנהל.</translation>
    </message>
    <message>
        <source>That is not the manager&apos;s PIN. It can be tried again in {seconds} seconds.</source>
        <translation>זה לא קוד המנהל. אפשר לנסות שוב בעוד {seconds} שנ׳.</translation>
    </message>
    <message>
        <source>After so many wrong PINs nobody can try for another {seconds} seconds, at any station.</source>
        <translation>אחרי כל כך הרבה קודים שגויים אי אפשר לנסות במשך {seconds} שנ׳, באף עמדה.</translation>
    </message>
    <message>
        <source>The reason has at most {most} letters; this one has {count}.</source>
        <translation>בסיבה מותרות עד {most} אותיות; כאן יש {count}.</translation>
    </message>
    <message>
        <source>Meanwhile something has changed at another station, so this hits other reservations than were shown. Nothing was saved; look at the list again.</source>
        <translation>בינתיים משהו השתנה בעמדה אחרת, ולכן זה פוגע בהזמנות אחרות מאלה שהוצגו. דבר לא נשמר; עברו שוב על הרשימה.</translation>
    </message>
    <message>
        <source>The change is saved, but the database fell silent before every hour was in line with it. That is done when it answers again.</source>
        <translation>השינוי נשמר, אבל מסד הנתונים הפסיק לענות לפני שכל השעות הותאמו אליו. זה ייעשה כשיענה שוב.</translation>
    </message>
    <message>
        <source>The manager&apos;s PIN was changed at another station meanwhile. Begin again.</source>
        <translation>קוד המנהל שונה בינתיים בעמדה אחרת. התחילו מחדש.</translation>
    </message>
    <message>
        <source>This station has no right to clear the manager&apos;s PIN. It is cleared on the machine that runs the database, or with the rights of the database&apos;s owner.</source>
        <translation>לעמדה הזאת אין הרשאה למחוק את קוד המנהל. מוחקים אותו במחשב שמריץ את מסד הנתונים, או בהרשאות של הבעלים של מסד הנתונים.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more.</source>
        <translation>השעה {hour} ב{day} אינה מוצעת עוד.</translation>
    </message>
    <message>
        <source>This hour is not offered any more.</source>
        <translation>השעה הזאת אינה מוצעת עוד.</translation>
    </message>
    <message>
        <source>No hour is open in the days ahead, so there is no evening to rehearse.</source>
        <translation>אין שעה פתוחה בימים הקרובים, ולכן אין ערב להתאמן עליו.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is no longer offered.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} כבר אינו מוצע.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free by now and seats {seats}. Nobody has to move.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} התפנה בינתיים ובו {seats} מקומות. איש אינו צריך לעבור.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} now has another party, or is free. Nobody was moved.</source>
        <translation>בשולחן {table} בשעה {hour} ב{day} יש בינתיים סועדים אחרים, או אף אחד. איש לא הועבר.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} has come by now and keeps its table. Nobody was moved.</source>
        <translation>הסועדים של שולחן {table} בשעה {hour} ב{day} הגיעו בינתיים ונשארים בשולחנם. איש לא הועבר.</translation>
    </message>
    <message>
        <source>The party can no longer move to table {table} at {hour} on {day}. Nobody was moved.</source>
        <translation>שולחן {table} בשעה {hour} ב{day} כבר אינו מתאים לסועדים שהיו אמורים לעבור אליו. איש לא הועבר.</translation>
    </message>
    <message>
        <source>This moves the hours of {parties} parties, more than can be moved at once.</source>
        <translation>הדבר מזיז את השעות של {parties} קבוצות, יותר ממה שאפשר בבת אחת.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was called since, at {station}, {done_day} {done_at}.</source>
        <translation>מאז התקשרו מהעמדה {station} אל האורח של שולחן {table} בשעה {hour} ב{day}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>The hour of the reservation of table {table} at {hour} on {day} was moved with the clock of the house since, at {station}, {done_day} {done_at}.</source>
        <translation>השעה של ההזמנה של שולחן {table} בשעה {hour} ב{day} הוזזה מאז עם השעון של המסעדה בעמדה {station}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house cannot be undone here. Change it once more, and see first which guests are affected.</source>
        <translation>שינוי בפרטי המסעדה אי אפשר לבטל כאן. שנו אותו שוב, וראו תחילה במי זה פוגע.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>שולחן {table} אינו מוצע עוד בשעה {hour} ב{day}, ולכן הפעולה לא בוטלה. השולחן הפנוי הקרוב ביותר ל-{party} הוא שולחן {free} בשעה {free_hour}.</translation>
    </message>
    <message>
        <source>Table {table} is not offered at {hour} on {day} any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>שולחן {table} אינו מוצע עוד בשעה {hour} ב{day}, ולכן הפעולה לא בוטלה. ביום הזה אין שולחן פנוי אחר ל-{party}; בחרו יום אחר.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. The nearest free table for a party of {party} is table {free} at {free_hour}.</source>
        <translation>השעה {hour} ב{day} אינה מוצעת עוד, ולכן הפעולה לא בוטלה. השולחן הפנוי הקרוב ביותר ל-{party} הוא שולחן {free} בשעה {free_hour}.</translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is not offered any more, so nothing was undone. That day has no other free table for a party of {party}; pick another day.</source>
        <translation>השעה {hour} ב{day} אינה מוצעת עוד, ולכן הפעולה לא בוטלה. ביום הזה אין שולחן פנוי אחר ל-{party}; בחרו יום אחר.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The database writes its log there: give this user the right to write in it.</source>
        <translation>אי אפשר לכתוב לתיקייה {folder} ({why}). מסד הנתונים כותב שם את קובצי הרישום שלו: תנו למשתמש הזה הרשאה לכתוב בה.</translation>
    </message>
    <message>
        <source>The MongoDB server {program} could not be started ({why}).</source>
        <translation>אי אפשר היה להפעיל את שרת MongoDB {program} ({why}).</translation>
    </message>
    <message>
        <source>The database could not be started: {why}</source>
        <translation>אי אפשר היה להפעיל את מסד הנתונים: {why}</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has MongoDB {found}, which cannot read them in one step. Start once with MongoDB {between} (name it in {variable}), then again.</source>
        <translation>ההזמנות נכתבו ב-MongoDB {data}, ובמחשב הזה יש MongoDB {found}, שאינו יכול לקרוא אותן בצעד אחד. הפעילו פעם אחת עם MongoDB {between} (ציינו אותו ב-{variable}), ואז שוב.</translation>
    </message>
    <message>
        <source>This computer&apos;s processor lacks AVX, which MongoDB 5.0 and newer need. Use another computer for the database and give its address as the MongoDB URI.</source>
        <translation>למעבד של המחשב הזה חסר AVX, הדרוש ל-MongoDB 5.0 ומעלה. השתמשו במחשב אחר למסד הנתונים ותנו את כתובתו כ-URI של MongoDB.</translation>
    </message>
    <message>
        <source>No MongoDB server (mongod) was found on this computer. Install MongoDB 5.0 or newer, name the program in {variable}, or give the URI of a MongoDB elsewhere.</source>
        <translation>לא נמצא שרת MongoDB ‏(mongod) במחשב הזה. התקינו MongoDB 5.0 או חדש יותר, ציינו את התוכנה ב-{variable}, או תנו URI של MongoDB במקום אחר.</translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has only MongoDB {found}, which cannot read them. Install MongoDB {data}, or a newer version of this program.</source>
        <translation>ההזמנות נכתבו ב-MongoDB {data}, ובמחשב הזה יש רק MongoDB {found}, שאינו יכול לקרוא אותן. התקינו MongoDB {data}, או גרסה חדשה יותר של התוכנה.</translation>
    </message>
    <message>
        <source>The MongoDB server on this computer is too old: {servers}. Version {oldest}.0 or newer is needed.</source>
        <translation>שרת MongoDB במחשב הזה ישן מדי: {servers}. דרושה גרסה {oldest}.0 או חדשה יותר.</translation>
    </message>
    <message>
        <source>The MongoDB server that was named is not there: {path}. Correct the path and start again.</source>
        <translation>שרת MongoDB שצוין אינו שם: {path}. תקנו את הנתיב והפעילו שוב.</translation>
    </message>
    <message>
        <source>The program that was named does not run or is no MongoDB server: {path}. Correct the path and start again.</source>
        <translation>התוכנה שצוינה אינה פועלת או אינה שרת MongoDB: {path}. תקנו את הנתיב והפעילו שוב.</translation>
    </message>
    <message>
        <source>The MongoDB server {path} cannot run here: the system library {library} is missing. Install it and start again.</source>
        <translation>שרת MongoDB {path} אינו יכול לפעול כאן: חסרה ספריית המערכת {library}. התקינו אותה והפעילו שוב.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The reservations are kept there: give this user the right to write in it, or choose another home folder.</source>
        <translation>אי אפשר לכתוב לתיקייה {folder} ({why}). ההזמנות שמורות שם: תנו למשתמש הזה הרשאה לכתוב בה, או בחרו תיקייה אחרת.</translation>
    </message>
    <message>
        <source>The disk is nearly full: {free} are free in {folder}, and the database needs {needed}. Free some space and start again; nothing is lost.</source>
        <translation>הדיסק כמעט מלא: {free} פנויים ב-{folder}, ומסד הנתונים צריך {needed}. פנו מקום והפעילו שוב; דבר לא אבד.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be read ({why}). Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>אי אפשר לקרוא את קובץ המפתח של מסד הנתונים {file} ({why}). שחזרו אותו מגיבוי, או מחקו אותו: חדש ייווצר בהפעלה הבאה.</translation>
    </message>
    <message>
        <source>The database in {folder} did not start: it ended with {ending}.</source>
        <translation>מסד הנתונים ב-{folder} לא עלה: הוא הסתיים עם {ending}.</translation>
    </message>
    <message>
        <source>The disk is full: the database in {folder} could not start. Free some space and start again; nothing is lost.</source>
        <translation>הדיסק מלא: מסד הנתונים ב-{folder} לא יכול היה לעלות. פנו מקום והפעילו שוב; דבר לא אבד.</translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be used. Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation>אי אפשר להשתמש בקובץ המפתח של מסד הנתונים {file}. שחזרו אותו מגיבוי, או מחקו אותו: חדש ייווצר בהפעלה הבאה.</translation>
    </message>
    <message>
        <source>The database cannot write to the folder {folder}. Give this user the right to write in it, or choose another home folder.</source>
        <translation>מסד הנתונים אינו יכול לכתוב לתיקייה {folder}. תנו למשתמש הזה הרשאה לכתוב בה, או בחרו תיקייה אחרת.</translation>
    </message>
    <message>
        <source>Another program is using the data in {folder}. Close it and start again.</source>
        <translation>תוכנה אחרת משתמשת בנתונים שב-{folder}. סגרו אותה והפעילו שוב.</translation>
    </message>
    <message>
        <source>The MongoDB server does not know one of its settings; it may be of a version this program was not made for.</source>
        <translation>שרת MongoDB אינו מכיר אחת מההגדרות שלו; ייתכן שהתוכנה לא נועדה לגרסה שלו.</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>הנתונים ב-{folder} פגומים. הפעילו שוב; אם זה נשאר כך, שחזרו את התיקייה מגיבוי.</translation>
    </message>
    <message>
        <source>Another program listens where the database should: its address is taken. Close that program, or restart the computer.</source>
        <translation>תוכנה אחרת מאזינה בכתובת של מסד הנתונים. סגרו את התוכנה ההיא, או הפעילו מחדש את המחשב.</translation>
    </message>
    <message>
        <source>The data in {folder} were written by another version of MongoDB, which this one cannot read. Use the version of this program that was here before, or a newer one.</source>
        <translation>הנתונים ב-{folder} נכתבו בגרסה אחרת של MongoDB, שהגרסה הזאת אינה יכולה לקרוא. השתמשו בגרסת התוכנה שהייתה כאן קודם, או בחדשה יותר.</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, restore the folder from a backup.</source>
        <translation>אי אפשר היה לפתוח את מסד הנתונים ב-{folder}. הפעילו שוב; אם זה נשאר כך, שחזרו את התיקייה מגיבוי.</translation>
    </message>
    <message>
        <source>The MongoDB server crashed at the start. Some versions do so on newer systems: name another one in RESV_MONGOD.</source>
        <translation>שרת MongoDB קרס בהפעלה. יש גרסאות שזה קורה להן במערכות חדשות: ציינו אחרת ב-RESV_MONGOD.</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>קוד {number}</translation>
    </message>
    <message>
        <source>signal {name}</source>
        <translation>אות {name}</translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>הנתונים בתיקייה {folder} פגומים. הפעילו שוב; אם זה לא משתנה, תנו לתיקייה הזאת שם אחר ושחזרו את הגיבוי החדש ביותר: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, give that folder another name and bring back the newest backup: resv-desktop restore {backup}</source>
        <translation>אי אפשר לפתוח את מסד הנתונים בתיקייה {folder}. הפעילו שוב; אם זה לא משתנה, תנו לתיקייה הזאת שם אחר ושחזרו את הגיבוי החדש ביותר: resv-desktop restore {backup}</translation>
    </message>
    <message>
        <source>What the book holds as the manager&apos;s PIN cannot be read. `resv-desktop clear-pin`, on the machine that runs the database, lets a new one be set.</source>
        <translation>מה שרשום בספר ההזמנות כקוד המנהל אינו קריא. `resv-desktop clear-pin` במחשב שמריץ את מסד הנתונים מאפשר לקבוע חדש.</translation>
    </message>
    <message>
        <source>The database has no place for its socket: the path may have at most {most} bytes, in a folder that belongs to you alone. Choose a home folder with a shorter path.</source>
        <translation>למסד הנתונים אין מקום לקובץ ה-socket שלו: לנתיב מותרים עד {most} בתים, בתיקייה ששייכת רק לכם. בחרו תיקייה עם נתיב קצר יותר.</translation>
    </message>
    <message>
        <source>This is no scratch database, so it is left as it is.</source>
        <translation>זה לא מסד נתונים לאימון, ולכן הוא נשאר כפי שהוא.</translation>
    </message>
    <message>
        <source>This station may not make a scratch database on its MongoDB, so no evening can be rehearsed here. The database&apos;s owner can give it the right.</source>
        <translation>לעמדה הזאת אין הרשאה ליצור מסד נתונים לאימון ב-MongoDB שלה, ולכן אי אפשר להתאמן כאן. הבעלים של מסד הנתונים יכול לתת לה אותה.</translation>
    </message>
    <message>
        <source>The database did not answer in time, so it is not known whether this was saved. Try again: it is never done twice.</source>
        <translation>מסד הנתונים לא ענה בזמן, לכן לא ידוע אם זה נשמר. נסו שוב: זה לעולם לא ייעשה פעמיים.</translation>
    </message>
    <message>
        <source>This MongoDB was started as a member of a replica set that does not exist yet. Run rs.initiate() once in mongosh, then try again.</source>
        <translation>ה-MongoDB הזה הופעל כחבר ב-replica set שעוד אינו קיים. הריצו פעם אחת rs.initiate()‎ ב-mongosh, ואז נסו שוב.</translation>
    </message>
    <message>
        <source>This MongoDB is a standalone server, and only a replica set can keep two parties from one table. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>ה-MongoDB הזה הוא שרת בודד, ורק replica set יכול למנוע הזמנה של שולחן אחד לשתי קבוצות. הפעילו אותו עם ‎--replSet rs0 והריצו פעם אחת rs.initiate()‎; שרת אחד מספיק.</translation>
    </message>
    <message>
        <source>The address of the database leads nowhere.</source>
        <translation>הכתובת של מסד הנתונים אינה מובילה לשום מקום.</translation>
    </message>
    <message>
        <source>This MongoDB is version {version}. Version 5.0 or newer is needed.</source>
        <translation>ה-MongoDB הזה הוא בגרסה {version}. דרושה גרסה 5.0 או חדשה יותר.</translation>
    </message>
    <message>
        <source>A database cannot be called &quot;{database}&quot;.</source>
        <translation>מסד נתונים לא יכול להיקרא &quot;{database}&quot;.</translation>
    </message>
    <message>
        <source>This MongoDB answers, but it is no member of the replica set that the address names: the set has another name, or it is a standalone server. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation>ה-MongoDB הזה עונה, אבל אינו חבר ב-replica set שבכתובת: לקבוצה שם אחר, או שזה שרת בודד. הפעילו אותו עם ‎--replSet rs0 והריצו פעם אחת rs.initiate()‎; שרת אחד מספיק.</translation>
    </message>
    <message>
        <source>This station has no right to write into the book. Nothing was saved; the database&apos;s owner can give it the right.</source>
        <translation>לעמדה הזאת אין הרשאה לכתוב בספר ההזמנות. דבר לא נשמר; הבעלים של מסד הנתונים יכול לתת לה אותה.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}, at {station}. Nothing was changed.</source>
        <translation>בינתיים ההזמנה של {guest} הועברה לשולחן {table} בשעה {hour} ב{day}, בעמדה {station}. לא נעשה שינוי.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is not understood. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>&quot;{text}&quot; אינו מובן. שעה מקלידים כך: 20, ‏20:00 או 8pm.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is today or in a week. Type &quot;today&quot;, or the date.</source>
        <translation>&quot;{text}&quot; הוא היום או בעוד שבוע. הקלידו &quot;היום&quot; או את התאריך.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be {first} or {second}. Type the date.</source>
        <translation>&quot;{text}&quot; יכול להיות {first} או {second}. הקלידו את התאריך.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour of that time of day. An hour is typed as 20, 20:00 or 8pm.</source>
        <translation>&quot;{text}&quot; אינה שעה של אותו חלק ביום. שעה מקלידים כך: 20, ‏20:00 או 8pm.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; may be how many guests there are. Type that as one digit, {least} to {most}, and a name in quotes.</source>
        <translation>&quot;{text}&quot; עשוי להיות מספר הסועדים. הקלידו אותו כספרה אחת, {least} עד {most}, ושם במירכאות.</translation>
    </message>
    <message>
        <source>Meanwhile another name was saved: {now}. What you typed was not saved.</source>
        <translation>בינתיים נשמר שם אחר: {now}. מה שהקלדתם לא נשמר.</translation>
    </message>
    <message>
        <source>Meanwhile another note was saved: {now}. What you typed was not saved.</source>
        <translation>בינתיים נשמרה הערה אחרת: {now}. מה שהקלדתם לא נשמר.</translation>
    </message>
    <message>
        <source>Meanwhile another number of guests was saved: {now}. What you typed was not saved.</source>
        <translation>בינתיים נשמר מספר סועדים אחר: {now}. מה שהקלדתם לא נשמר.</translation>
    </message>
    <message>
        <source>Meanwhile another phone number was saved: {now}. What you typed was not saved.</source>
        <translation>בינתיים נשמר מספר טלפון אחר: {now}. מה שהקלדתם לא נשמר.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>שום דבר</translation>
    </message>
    <message>
        <source>Something else was saved under the same id before, so nothing was saved now. Begin again.</source>
        <translation>משהו אחר נשמר קודם לכן תחת אותו מזהה, ולכן לא נשמר עכשיו דבר. התחילו מחדש.</translation>
    </message>
    <message>
        <source>Meanwhile {guest} has been moved to table {table} at {hour} on {day}. Nothing was changed.</source>
        <translation>בינתיים ההזמנה של {guest} הועברה לשולחן {table} בשעה {hour} ב{day}. לא נעשה שינוי.</translation>
    </message>
    <message>
        <source>The party of table {table} at {hour} on {day} was here and is done; there is nothing to cancel.</source>
        <translation>הסועדים של שולחן {table} בשעה {hour} ב{day} היו כאן וסיימו; אין מה לבטל.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed at {station}. Nothing was saved.</source>
        <translation>בינתיים עודכן בעמדה {station} המצב של {guest}. דבר לא נשמר.</translation>
    </message>
    <message>
        <source>Meanwhile the status of {guest} was changed. Nothing was saved.</source>
        <translation>בינתיים עודכן המצב של {guest}. דבר לא נשמר.</translation>
    </message>
    <message>
        <source>The time zone of {restaurant} has been picked at another station meanwhile: {zone}. Nothing was saved here; pick the same one.</source>
        <translation>אזור הזמן של {restaurant} נבחר בינתיים בעמדה אחרת: {zone}. כאן דבר לא נשמר; בחרו את אותו אזור.</translation>
    </message>
    <message>
        <source>The guest of table {table} at {hour} on {day} was marked as not called since, at {station}, {done_day} {done_at}.</source>
        <translation>מאז סומן בעמדה {station} שלא התקשרו אל האורח של שולחן {table} בשעה {hour} ב{day}, {done_day} {done_at}.</translation>
    </message>
    <message>
        <source>A change of the house has hit {guest}, table {table} at {hour} on {day}. Nothing was undone, since nobody would call them then; move or cancel them in &quot;Needs attention&quot; (menu, House).</source>
        <translation>שינוי בפרטי המסעדה פגע ב-{guest}, שולחן {table} בשעה {hour} ב{day}. דבר לא בוטל, כי אז איש לא יתקשר אליהם; העבירו או בטלו את ההזמנה תחת &quot;דורש טיפול&quot; (תפריט, המסעדה).</translation>
    </message>
    <message>
        <source>{guest} has been passed over for table {table} already. Nothing was changed.</source>
        <translation>כבר היה דילוג על {guest} לשולחן {table}. לא נעשה שינוי.</translation>
    </message>
    <message>
        <source>Old lines of the history stay in the book, since this station may not take anything out of it. Let the machine that has the database do that, in its settings.</source>
        <translation>שורות ישנות של ההיסטוריה נשארות בספר, כי העמדה הזאת אינה רשאית להוציא ממנו דבר. בחרו בכך בהגדרות של המחשב שבו נמצא מסד הנתונים.</translation>
    </message>
    <message>
        <source>The first machine no longer lets this station in: it has been removed from the stations there, or the book there has been restored from a backup. Make a new code there and join again.</source>
        <translation>המחשב הראשון כבר לא נותן לעמדה הזאת להיכנס: היא הוסרה שם מרשימת העמדות, או שהספר שם שוחזר מגיבוי. צרו שם קוד חדש והצטרפו שוב.</translation>
    </message>
    <message>
        <source>This station lacks the rights that the book needs in the database {database}. Look whether that is the right name; whoever looks after the database can give the rights.</source>
        <translation>לעמדה הזאת חסרות ההרשאות שספר ההזמנות צריך במסד הנתונים {database}. בדקו שהשם נכון; מי שמטפל במסד הנתונים יכול לתת אותן.</translation>
    </message>
    <message>
        <source>{station} began to move the book to another MongoDB and was broken off. The book is here still; the database&apos;s owner has to open it once, since this station has no right to.</source>
        <translation>העמדה {station} התחילה להעביר את הספר ל-MongoDB אחר ונקטעה באמצע. הספר עדיין כאן; הבעלים של מסד הנתונים צריך לפתוח אותו פעם אחת, כי לעמדה הזאת אין הרשאה לכך.</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so it has not joined. See that something can be written there, and type the code again.</source>
        <translation>המחשב הזה אינו יכול לשמור דבר בתיקייה {folder} ({why}), ולכן הוא לא הצטרף. דאגו שאפשר יהיה לכתוב שם, והקלידו שוב את הקוד.</translation>
    </message>
    <message>
        <source>This machine is shared, but it is in no network that other stations could reach it in. Connect it to the network of the house.</source>
        <translation>המחשב הזה משותף, אבל אינו ברשת שבה עמדות אחרות יכולות להגיע אליו. חברו אותו לרשת של המסעדה.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow this entry. Nothing was saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>כללי הספר אינם מתירים את הרישום הזה. דבר לא נשמר; `resv-desktop check` מציין מה לא תקין בספר.</translation>
    </message>
    <message>
        <source>This station has no right to write the hours of the days ahead. The database&apos;s owner can give it the right.</source>
        <translation>לעמדה הזאת אין הרשאה לכתוב את השעות של הימים הקרובים. הבעלים של מסד הנתונים יכול לתת לה אותה.</translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow some of the hours. All else is saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation>כללי הספר אינם מתירים חלק מהשעות. כל השאר נשמר; `resv-desktop check` מציין מה לא תקין בספר.</translation>
    </message>
    <message>
        <source>Another station&apos;s unfinished write is in the way. Nothing was saved; try again in a moment.</source>
        <translation>עמדה אחרת עוד לא סיימה לכתוב. דבר לא נשמר; נסו שוב בעוד רגע.</translation>
    </message>
    <message>
        <source>The certificate of the database is not valid yet. Look whether the clock of this computer is right.</source>
        <translation>האישור של מסד הנתונים עוד אינו בתוקף. בדקו שהשעון של המחשב נכון.</translation>
    </message>
    <message>
        <source>The database cannot prove who it is: this station does not know the authority that made its certificate. Name the file of that authority in the address, as tlsCAFile.</source>
        <translation>מסד הנתונים אינו יכול להוכיח מי הוא: העמדה הזאת אינה מכירה את הרשות שהנפיקה את האישור שלו. ציינו את קובץ הרשות בכתובת, כ-tlsCAFile.</translation>
    </message>
    <message>
        <source>The certificate of the database is made out to another name than the one in the address. Use the name that it is made out to, or have it made anew.</source>
        <translation>האישור של מסד הנתונים הונפק על שם אחר מזה שבכתובת. השתמשו בשם שעליו הוא הונפק, או בקשו להנפיק אותו מחדש.</translation>
    </message>
    <message>
        <source>The certificate of the database has expired. Whoever looks after the database has to renew it.</source>
        <translation>תוקף האישור של מסד הנתונים פג. מי שמטפל במסד הנתונים צריך לחדש אותו.</translation>
    </message>
    <message>
        <source>The clock of this machine and that of the first one differ too much for a secure connection. Look at the time and the date of both, the year as well, and set the one that is wrong.</source>
        <translation>השעון של המחשב הזה והשעון של המחשב הראשון רחוקים מדי זה מזה בשביל חיבור מאובטח. בדקו בשניהם את השעה ואת התאריך, גם את השנה, וכוונו את השעון השגוי.</translation>
    </message>
    <message>
        <source>The database does not speak TLS at this address. Look at the port, or take tls=true out of the address if the connection need not be secure.</source>
        <translation>מסד הנתונים אינו מדבר TLS בכתובת הזאת. בדקו את הפורט, או הסירו tls=true מהכתובת אם החיבור אינו חייב להיות מאובטח.</translation>
    </message>
    <message>
        <source>The database hangs up before a word is said, as one does that speaks only TLS. Add tls=true to the address.</source>
        <translation>מסד הנתונים מנתק מיד, כמו מסד נתונים שמקבל רק TLS. הוסיפו tls=true לכתובת.</translation>
    </message>
    <message>
        <source>The database hangs up on this station and does not accept its certificate in {path}. Ask whoever looks after the database for one that it knows.</source>
        <translation>מסד הנתונים מנתק ואינו מקבל את האישור של העמדה ב-{path}. בקשו ממי שמטפל בו אישור שהוא מכיר.</translation>
    </message>
    <message>
        <source>The database hangs up, as one does that asks each station for a certificate of its own. Name the file of this station&apos;s certificate in the address, as tlsCertificateKeyFile.</source>
        <translation>מסד הנתונים מנתק, כמו מסד נתונים שמבקש מכל עמדה אישור משלה. ציינו את קובץ האישור של העמדה בכתובת, כ-tlsCertificateKeyFile.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} cannot be used. The file must hold the certificate and its key, and {option} must fit where the key is locked.</source>
        <translation>אי אפשר להשתמש באישור של העמדה ב-{path}. בקובץ צריכים להיות האישור והמפתח שלו, ו-{option} צריך להתאים אם המפתח נעול.</translation>
    </message>
    <message>
        <source>The certificate of this station in {path} has expired. Ask whoever looks after the database for a new one.</source>
        <translation>תוקף האישור של העמדה ב-{path} פג. בקשו חדש ממי שמטפל במסד הנתונים.</translation>
    </message>
    <message>
        <source>The key in {path} is locked by a password, which the address lacks. Add it as {option}.</source>
        <translation>המפתח ב-{path} נעול בסיסמה שחסרה בכתובת. הוסיפו אותה כ-{option}.</translation>
    </message>
    <message>
        <source>The file {path}, which the address names as {option}, cannot be read ({why}). Correct the address, or put the file there.</source>
        <translation>אי אפשר לקרוא את הקובץ {path}, שהכתובת מציינת כ-{option} ({why}). תקנו את הכתובת, או שימו שם את הקובץ.</translation>
    </message>
    <message>
        <source>Another station has gone on with the upgrade of the book, since this one took too long. Start again in a moment.</source>
        <translation>עמדה אחרת המשיכה את שדרוג הספר, כי העמדה הזאת התעכבה יותר מדי. הפעילו שוב בעוד רגע.</translation>
    </message>
    <message>
        <source>Making a backup copy before the book is upgraded</source>
        <translation>מכינים עותק גיבוי לפני שדרוג ספר ההזמנות</translation>
    </message>
    <message>
        <source>Upgrading the book</source>
        <translation>משדרגים את ספר ההזמנות</translation>
    </message>
    <message>
        <source>The book has to be upgraded once by the database&apos;s owner; this station has no right to.</source>
        <translation>על הבעלים של מסד הנתונים לשדרג את הספר פעם אחת; לעמדה הזאת אין הרשאה לכך.</translation>
    </message>
    <message>
        <source>Another station is upgrading the book</source>
        <translation>עמדה אחרת משדרגת את הספר</translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation>{hour} ב{day} כבר עברה.</translation>
    </message>
    <message>
        <source>It is in the book already: table {table} at {hour} on {day}.</source>
        <translation>ההזמנה כבר בספר ההזמנות: שולחן {table} בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>{restaurant} is not open at {hour} on {day}.</source>
        <translation>‏{restaurant} סגורה בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>The row is the same reservation as row {row}.</source>
        <translation>השורה היא אותה הזמנה כמו שורה {row}.</translation>
    </message>
    <message>
        <source>No table of {restaurant} seats a party of {party}.</source>
        <translation>ב-{restaurant} אין שולחן ל-{party}.</translation>
    </message>
    <message>
        <source>No table is free for a party of {party} at {hour} on {day}.</source>
        <translation>אין שולחן פנוי ל-{party} בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>Row {row} takes table {table} at {hour} on {day}.</source>
        <translation>שורה {row} מקבלת את שולחן {table} בשעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>Row {row} is for the same number at {hour} on {day}. A second table is reserved only on purpose.</source>
        <translation>שורה {row} היא לאותו מספר בשעה {hour} ב{day}. שולחן נוסף מוזמן רק בכוונה.</translation>
    </message>
    <message>
        <source>{day} is too far ahead: {last} is the last day that can be reserved.</source>
        <translation>‏{day} רחוק מדי: {last} הוא היום האחרון שאפשר להזמין.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day} in the book.</source>
        <translation>בספר ההזמנות אין שעה {hour} ב{day}.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>אין תיקייה {folder}.</translation>
    </message>
    <message>
        <source>The first day, {first}, comes after the last, {last}.</source>
        <translation>היום הראשון, {first}, בא אחרי האחרון, {last}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: {why}.</source>
        <translation>‏אי אפשר היה לשמור את {file}: {why}.</translation>
    </message>
    <message>
        <source>{file} could not be saved: the disk is full.</source>
        <translation>‏אי אפשר היה לשמור את {file}: הדיסק מלא.</translation>
    </message>
    <message>
        <source>{file} is a spreadsheet. Save it there as CSV, and import that file.</source>
        <translation>‏{file} הוא גיליון. שמרו אותו שם כ-CSV, וייבאו את הקובץ ההוא.</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>‏{file} ריק.</translation>
    </message>
    <message>
        <source>{file} holds the names of columns and no row.</source>
        <translation>‏ב-{file} יש שמות של עמודות ואין אף שורה.</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB. Cut it into several files.</source>
        <translation>‏{file} גדול מ-{most} MB. חלקו אותו לכמה קבצים.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>‏אי אפשר לקרוא את {file}: {why}.</translation>
    </message>
    <message>
        <source>{file} is no CSV file: row {row} cannot be read.</source>
        <translation>‏{file} אינו קובץ CSV: אי אפשר לקרוא את שורה {row}.</translation>
    </message>
    <message>
        <source>A quotation mark in row {row} of {file} is not closed, so it is not clear where that row ends. Correct it, and import the file again.</source>
        <translation>‏מירכאות בשורה {row} של {file} לא נסגרו, ולכן לא ברור היכן השורה מסתיימת. תקנו אותן וייבאו את הקובץ שוב.</translation>
    </message>
    <message>
        <source>{file} has more than {most} rows. Cut it into several files.</source>
        <translation>‏ב-{file} יש יותר מ-{most} שורות. חלקו אותו לכמה קבצים.</translation>
    </message>
    <message>
        <source>{hour} comes twice on {day}, since the clock is put back; the first is meant here.</source>
        <translation>‏{hour} חוזרת פעמיים ב{day}, כי השעון מוזז אחורה; כאן הכוונה לראשונה.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Reservations start at full hours, such as 19:00.</source>
        <translation>&quot;{text}&quot; אינה שעה עגולה. הזמנות מתחילות בשעה עגולה, כמו 19:00.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no day that can be read.</source>
        <translation>אי אפשר לקרוא את &quot;{text}&quot; כיום.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no hour that can be read.</source>
        <translation>אי אפשר לקרוא את &quot;{text}&quot; כשעה.</translation>
    </message>
    <message>
        <source>There is no {hour} on {day}: the clock is put forward over it.</source>
        <translation>ב{day} אין שעה {hour}: השעון מוזז קדימה מעליה.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; says no hour.</source>
        <translation>ב-&quot;{text}&quot; אין שעה.</translation>
    </message>
    <message>
        <source>The row says no day.</source>
        <translation>בשורה אין יום.</translation>
    </message>
    <message>
        <source>The row says no hour.</source>
        <translation>בשורה אין שעה.</translation>
    </message>
    <message>
        <source>The row has no phone number.</source>
        <translation>בשורה אין מספר טלפון.</translation>
    </message>
    <message>
        <source>The row does not say how many guests come.</source>
        <translation>בשורה לא כתוב כמה סועדים יבואו.</translation>
    </message>
    <message>
        <source>The file says &quot;{status}&quot;, so nothing is reserved.</source>
        <translation>בקובץ כתוב &quot;{status}&quot;, ולכן לא מוזמן דבר.</translation>
    </message>
    <message>
        <source>Something went wrong in the program. If this was to be saved, it is not known whether it was. Try again: it is never done twice.</source>
        <translation>משהו השתבש בתוכנה. אם היה מה לשמור, לא ידוע אם נשמר. נסו שוב: זה לעולם לא ייעשה פעמיים.</translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}.</source>
        <translation>אי אפשר היה לשמור את ההגדרות ב-{path}.</translation>
    </message>
    <message>
        <source>Type the password of {name} as well: none is kept on this computer for this address.</source>
        <translation>הקלידו גם את הסיסמה של {name}: במחשב הזה לא שמורה סיסמה לכתובת הזאת.</translation>
    </message>
    <message>
        <source>The password could not be kept in {folder}.</source>
        <translation>אי אפשר היה לשמור את הסיסמה ב-{folder}.</translation>
    </message>
    <message>
        <source>The receipt could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>אי אפשר היה לשמור את האישור ב-{folder} ({why}). אפשר להעתיק אותו.</translation>
    </message>
    <message>
        <source>Two entries of closures and other hours cover {day}. Change the dates of one of them.</source>
        <translation>שתי רשומות של סגירות ושעות אחרות חלות ב{day}. סיימו אחת מהן מוקדם יותר, או התחילו אחת מהן מאוחר יותר.</translation>
    </message>
    <message>
        <source>No evening can be rehearsed now, because this computer does not let the program write into its own folder.</source>
        <translation>אי אפשר להתאמן עכשיו, כי המחשב הזה לא מאפשר לתוכנה לכתוב בתיקייה שלה.</translation>
    </message>
    <message>
        <source>&quot;{file}&quot; ends neither in .pdf nor in .csv.</source>
        <translation>&quot;{file}&quot; אינו מסתיים ב-⁦.pdf⁩ ולא ב-⁦.csv⁩.</translation>
    </message>
    <message>
        <source>This computer does not let the program start by itself: {why}.</source>
        <translation>המחשב הזה אינו מאפשר לתוכנה לעלות מעצמה: {why}.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved in {folder}: {why}.</source>
        <translation>אי אפשר היה לשמור את דף היום ב-{folder}: {why}.</translation>
    </message>
    <message>
        <source>The call list could not be saved in {folder}: {why}.</source>
        <translation>אי אפשר היה לשמור את רשימת השיחות ב-{folder}: {why}.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder}: {why}.</source>
        <translation>אי אפשר היה לשמור את הדוח ב-{folder}: {why}.</translation>
    </message>
    <message>
        <source>The printers of this machine do not answer.</source>
        <translation>המדפסות של המחשב הזה אינן עונות.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the day sheet.</source>
        <translation>המדפסת {printer} אינה עונה. ייתכן שעוד תדפיס את דף היום.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the call list.</source>
        <translation>המדפסת {printer} אינה עונה. ייתכן שעוד תדפיס את רשימת השיחות.</translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the report.</source>
        <translation>המדפסת {printer} אינה עונה. ייתכן שעוד תדפיס את הדוח.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the day sheet.</source>
        <translation>המדפסת {printer} לא קיבלה את דף היום.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the call list.</source>
        <translation>המדפסת {printer} לא קיבלה את רשימת השיחות.</translation>
    </message>
    <message>
        <source>The printer {printer} did not take the report.</source>
        <translation>המדפסת {printer} לא קיבלה את הדוח.</translation>
    </message>
    <message>
        <source>The day sheet could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>אי אפשר היה לשמור את דף היום: הדיסק מלא. התיקייה היא {folder}.</translation>
    </message>
    <message>
        <source>The call list could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>אי אפשר היה לשמור את רשימת השיחות: הדיסק מלא. התיקייה היא {folder}.</translation>
    </message>
    <message>
        <source>The report could not be saved: the disk is full. The folder is {folder}.</source>
        <translation>אי אפשר היה לשמור את הדוח: הדיסק מלא. התיקייה היא {folder}.</translation>
    </message>
    <message>
        <source>The password of this station cannot be kept in {folder} ({why}). Give this user the right to write there, and join with a new code.</source>
        <translation>אי אפשר לשמור את הסיסמה של העמדה ב-{folder} ({why}). תנו למשתמש הזה הרשאת כתיבה שם והצטרפו עם קוד חדש.</translation>
    </message>
    <message>
        <source>The report could not be saved in {folder} ({why}). It can be copied.</source>
        <translation>אי אפשר היה לשמור את הדוח בתיקייה {folder} ({why}). אפשר להעתיק אותו.</translation>
    </message>
    <message>
        <source>The password for the database ({name}) is not kept on this computer, or no longer. Write it into the &quot;uri&quot; in {path} once more, as mongodb://name:password@host; it is moved to a safe place at the next start.</source>
        <translation>הסיסמה של מסד הנתונים ({name}) אינה שמורה במחשב הזה, או כבר לא. כתבו אותה שוב ב-&quot;uri&quot; שב-{path}, בצורה mongodb://name:password@host; בהפעלה הבאה היא תועבר למקום בטוח.</translation>
    </message>
    <message>
        <source>old lines of the history are just being worked on</source>
        <translation>שורות ישנות של ההיסטוריה נמצאות כרגע בטיפול</translation>
    </message>
    <message>
        <source>A guest was erased, but the files of this station could not be cleaned ({why}). It is tried again by itself.</source>
        <translation>אורח נמחק, אבל אי אפשר היה לנקות את הקבצים של העמדה הזאת ({why}). התוכנה תנסה שוב מעצמה.</translation>
    </message>
    <message>
        <source>Other stations use the book on this machine and would lose it. Stop sharing first (menu, Set-up, Stations); afterwards choose the new database at each of them.</source>
        <translation>עמדות אחרות משתמשות בספר ההזמנות שבמחשב הזה ויאבדו אותו. הפסיקו קודם את השיתוף (תפריט, מערכת, עמדות), ואחר כך בחרו את מסד הנתונים החדש בכל אחת מהן.</translation>
    </message>
    <message>
        <source>Opening the book where it is now</source>
        <translation>פותחים את ספר ההזמנות במקומו החדש</translation>
    </message>
    <message>
        <source>This machine can keep nothing in {folder} ({why}), so the book was not moved. See that something can be written there, and try again.</source>
        <translation>המחשב הזה אינו יכול לשמור דבר בתיקייה {folder} ({why}), ולכן הספר לא הועבר. דאגו שאפשר יהיה לכתוב שם, ונסו שוב.</translation>
    </message>
    <message>
        <source>The settings in {path} cannot be understood, so it is not known which database this station belongs to. Mend the file, or delete it to begin with the usual settings.</source>
        <translation>ההגדרות ב-{path} אינן מובנות, לכן לא ידוע לאיזה מסד נתונים שייכת העמדה. תקנו את הקובץ, או מחקו אותו כדי להתחיל בהגדרות הרגילות.</translation>
    </message>
    <message>
        <source>{file} is no regular file</source>
        <translation>{file} אינו קובץ רגיל</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>אי אפשר להשתמש בתיקייה {folder} ({why}). היא צריכה להיות שלכם: הפכו אותה לשלכם, או בחרו תיקייה אחרת.</translation>
    </message>
    <message>
        <source>Other users of this computer can enter the folder {folder}, and that cannot be changed ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation>משתמשים אחרים של המחשב יכולים להיכנס לתיקייה {folder}, ואי אפשר לשנות זאת ({why}). היא חייבת להיות שלכם: קחו עליה בעלות, או בחרו תיקייה אחרת.</translation>
    </message>
    <message>
        <source>The disk is nearly full: free at least 1 GB.</source>
        <translation>הדיסק כמעט מלא: פנו לפחות 1 GB.</translation>
    </message>
    <message>
        <source>Opening the book</source>
        <translation>פותחים את ספר ההזמנות</translation>
    </message>
    <message>
        <source>There is no book in the database &quot;{database}&quot; yet.</source>
        <translation>עדיין אין ספר הזמנות במסד הנתונים &quot;{database}&quot;.</translation>
    </message>
    <message>
        <source>The book is of an older version, and it is not upgraded without a backup: {why}</source>
        <translation>ספר ההזמנות הוא של גרסה ישנה יותר, ואינו משודרג בלי גיבוי: {why}</translation>
    </message>
    <message>
        <source>There is no book in {folder} yet.</source>
        <translation>עדיין אין ספר הזמנות ב-{folder}.</translation>
    </message>
</context>
<context>
    <name>Rehearsal</name>
    <message>
        <source>At the door: one guest without a reservation.</source>
        <translation>בדלת: סועד אחד ללא הזמנה.</translation>
    </message>
    <message>
        <source>At the door: a party of {n} without a reservation.</source>
        <translation>בדלת: {n} סועדים ללא הזמנה.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} would like a table at {hour}, {party}, {phone}.</source>
        <translation>הטלפון מצלצל: שולחן בשעה {hour} לאורח {guest}, {party}, {phone}.</translation>
    </message>
    <message>
        <source>The phone rings: {guest} cannot come at {hour} and cancels.</source>
        <translation>הטלפון מצלצל: ביטול ההזמנה של {guest} בשעה {hour}.</translation>
    </message>
    <message>
        <source>At the door: {who}, reserved for {hour}.</source>
        <translation>בדלת: {who}, הזמנה לשעה {hour}.</translation>
    </message>
    <message>
        <source>Nobody has come: {who}, reserved for {hour}.</source>
        <translation>איש לא הגיע: {who}, הזמנה לשעה {hour}.</translation>
    </message>
    <message>
        <source>That was all at {hour}.</source>
        <translation>זה הכול לשעה {hour}.</translation>
    </message>
    <message>
        <source>That was the evening.</source>
        <translation>זה היה הערב.</translation>
    </message>
    <message>
        <source>the party of table {table}</source>
        <translation>הסועדים של שולחן {table}</translation>
    </message>
</context>
<context>
    <name>RehearsalActs</name>
    <message>
        <source>The evening is being copied.</source>
        <translation>מעתיקים את הערב.</translation>
    </message>
</context>
<context>
    <name>RehearsalBar</name>
    <message>
        <source>Rehearsal: a copy of the evening. Nothing you do here is in the real book.</source>
        <translation>אימון: עותק של הערב. שום דבר שנעשה כאן לא נכנס לספר ההזמנות האמיתי.</translation>
    </message>
    <message>
        <source>Back to the real evening</source>
        <translation>חזרה לערב האמיתי</translation>
    </message>
</context>
<context>
    <name>RehearsalWindow</name>
    <message>
        <source>Back to the real evening</source>
        <translation>חזרה לערב האמיתי</translation>
    </message>
    <message>
        <source>Rehearsal: {restaurant}</source>
        <translation>אימון: {restaurant}</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>מה הלאה</translation>
    </message>
    <message>
        <source>On to {hour}</source>
        <translation>הלאה לשעה {hour}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report for support</source>
        <translation>דוח לתמיכה</translation>
    </message>
    <message>
        <source>How the program, this machine and the database are. No guest and no password is in it; of a phone number only the last four digits.</source>
        <translation>מצב התוכנה, המחשב הזה ומסד הנתונים. אין בו אורחים או סיסמאות, וממספר טלפון רק ארבע הספרות האחרונות.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>העתקה</translation>
    </message>
    <message>
        <source>Enter copies, Escape leaves.</source>
        <translation>‏Enter להעתקה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>דוח</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>שמירה כקובץ</translation>
    </message>
    <message>
        <source>The machine and the database are being asked.</source>
        <translation>בודקים את המחשב ואת מסד הנתונים.</translation>
    </message>
    <message>
        <source>Nothing needs a look.</source>
        <translation>הכול תקין.</translation>
    </message>
    <message>
        <source>The first lines say what needs a look.</source>
        <translation>השורות הראשונות אומרות מה יש לבדוק.</translation>
    </message>
    <message>
        <source>The report is saved: {file}</source>
        <translation>הדוח נשמר: {file}</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>הדוח נמצא בלוח ההעתקה.</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Numbers</source>
        <translation>מספרים</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} עד {last}</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>יום</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>שעה</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>סועדים</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>קבוצות</translation>
    </message>
    <message>
        <source>Walk-ins</source>
        <translation>ללא הזמנה</translation>
    </message>
    <message>
        <source>Guests of walk-ins</source>
        <translation>סועדים ללא הזמנה</translation>
    </message>
    <message>
        <source>No-shows</source>
        <translation>לא הגיעו</translation>
    </message>
    <message>
        <source>Guests of no-shows</source>
        <translation>סועדים שלא הגיעו</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>בוטלו</translation>
    </message>
    <message>
        <source>Guests cancelled</source>
        <translation>סועדים שביטלו</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>נדחו</translation>
    </message>
    <message>
        <source>Guests refused</source>
        <translation>סועדים שנדחו</translation>
    </message>
    <message>
        <source>Tables taken</source>
        <translation>שולחנות תפוסים</translation>
    </message>
    <message>
        <source>Tables open</source>
        <translation>שולחנות פתוחים</translation>
    </message>
    <message>
        <source>Parties of unknown size</source>
        <translation>קבוצות בגודל לא ידוע</translation>
    </message>
    <message>
        <source>Report, {house}, {period}</source>
        <translation>דוח, {house}, {period}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>דוח</translation>
    </message>
    <message>
        <source>Covers are the guests of all parties that had a table; who was not marked as a no-show counts as having come. In hours to come they are those who have reserved so far.</source>
        <translation>סועדים הם האורחים של כל הקבוצות שהיה להן שולחן; מי שלא סומן &quot;לא הגיעו&quot; נחשב כמי שהגיע. בשעות שעוד לא היו אלה מי שהזמינו עד כה.</translation>
    </message>
    <message>
        <source>Occupancy is the share of tables with a party, of all tables that were open in that hour. A table counts once in an hour, also where two parties had it one after the other.</source>
        <translation>תפוסה היא חלקם של השולחנות עם קבוצה מכלל השולחנות שהיו פתוחים באותה שעה. שולחן נספר פעם אחת בשעה, גם אם שתי קבוצות ישבו בו זו אחר זו.</translation>
    </message>
    <message>
        <source>Walk-ins came without a reservation; they are covers, too. No-shows and cancellations count in the hour for which they had reserved, with the size they had then; what was undone does not count.</source>
        <translation>מי שבאו ללא הזמנה נספרים גם הם כסועדים. מי שלא הגיעו ומי שביטלו נספרים בשעה שהזמינו, בגודל שהיה אז; פעולות שבוטלו אינן נספרות.</translation>
    </message>
    <message>
        <source>Refused are parties for which a host looked for a table and none was free, nor could be freed: once for each hour, size and station within ten minutes, also where they then took another hour. Parties that waited and got a table do not count.</source>
        <translation>נדחו הן קבוצות שבשבילן חיפשו שולחן ולא היה פנוי ולא ניתן היה לפנות: פעם אחת לכל שעה, גודל ועמדה בתוך עשר דקות, גם אם לקחו אחר כך שעה אחרת. מי שהמתינו וקיבלו שולחן אינם נספרים כאן.</translation>
    </message>
    <message>
        <source>What another program cancels is not known, nor what was cancelled in hours that were closed later.</source>
        <translation>מה שתוכנה אחרת מבטלת אינו ידוע, וגם לא מה שבוטל בשעות שנסגרו אחר כך.</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>Guests: {n}</source>
        <translation>סועדים: {n}</translation>
    </message>
    <message>
        <source>Parties: {n}</source>
        <translation>קבוצות: {n}</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>תפוסה</translation>
    </message>
    <message>
        <source>{taken} of {offered} tables</source>
        <translation>{taken} מתוך {offered} שולחנות</translation>
    </message>
    <message>
        <source>Not over yet: of the hours to come, what has been promised so far counts.</source>
        <translation>עוד לא הסתיים: בשעות שעוד לא היו נספר מה שהוזמן עד כה.</translation>
    </message>
    <message>
        <source>The history up to {day} has left the book: no-shows, cancellations and parties that left early are not known until then.</source>
        <translation>ההיסטוריה עד {day} יצאה מהספר: לתקופה הזאת לא ידוע מי לא הגיעו, מה בוטל ואילו קבוצות עזבו מוקדם.</translation>
    </message>
    <message>
        <source>No refused party has been written down yet.</source>
        <translation>עוד לא נרשמה קבוצה שנדחתה.</translation>
    </message>
    <message>
        <source>Refused parties have been written down since {day}.</source>
        <translation>קבוצות שנדחו נרשמות מאז {day}.</translation>
    </message>
    <message>
        <source>Parties of which another program did not say how many they are: {n}.</source>
        <translation>קבוצות שתוכנה אחרת לא מסרה מה גודלן: {n}.</translation>
    </message>
    <message>
        <source>This period cannot be reserved yet.</source>
        <translation>למועד הזה עוד אי אפשר להזמין דבר.</translation>
    </message>
    <message>
        <source>Closed in this period, and nobody asked for a table.</source>
        <translation>סגור במועד הזה, ואיש לא ביקש שולחן.</translation>
    </message>
    <message>
        <source>The book has nothing for this period.</source>
        <translation>בספר ההזמנות אין דבר מהמועד הזה.</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>לפי שעה</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>לפי יום</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>סך הכול</translation>
    </message>
    <message>
        <source>Occupancy in %</source>
        <translation>תפוסה ב-%</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>לא באו</translation>
    </message>
    <message>
        <source>reserved</source>
        <translation>הוזמנו</translation>
    </message>
    <message>
        <source>walked in</source>
        <translation>ללא הזמנה</translation>
    </message>
    <message>
        <source>no-shows</source>
        <translation>לא הגיעו</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>בוטלו</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>נדחו</translation>
    </message>
    <message>
        <source>Reservations by the days before the visit</source>
        <translation>הזמנות לפי ימים לפני הביקור</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>לא ידוע</translation>
    </message>
    <message>
        <source>Half of them less than</source>
        <translation>מחציתן פחות מ-</translation>
    </message>
    <message>
        <source>Made before the visit</source>
        <translation>נרשמו לפני הביקור</translation>
    </message>
    <message>
        <source>Reservations</source>
        <translation>הזמנות</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>מראש</translation>
    </message>
    <message>
        <source>That day</source>
        <translation>באותו יום</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>יום אחד</translation>
    </message>
    <message>
        <source>{n} days or more</source>
        <translation>{n} ימים ויותר</translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation>{first} עד {last} ימים</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} שע׳</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} ימים</translation>
    </message>
</context>
<context>
    <name>ReportsActs</name>
    <message>
        <source>Saved in {folder}: {file}</source>
        <translation>נשמר ב-{folder}: {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>The report has gone to the printer {printer}.</source>
        <translation>הדוח נשלח למדפסת {printer}.</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>Reports</source>
        <translation>דוחות</translation>
    </message>
    <message>
        <source>Evening</source>
        <translation>ערב</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>שבוע</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>חודש</translation>
    </message>
    <message>
        <source>Evening, week or month</source>
        <translation>ערב, שבוע או חודש</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>היום</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>הדפסה</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>לפי שעה</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>לפי יום</translation>
    </message>
    <message>
        <source>Made before</source>
        <translation>מראש</translation>
    </message>
    <message>
        <source>What counts</source>
        <translation>מה נספר</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>מה מוצג</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>שמירת ה-PDF</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>סופרים</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>There is no printer on this machine.</source>
        <translation>אין מדפסת במחשב הזה.</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>שמירת הטבלה הזאת כ-CSV</translation>
    </message>
    <message>
        <source>Save all hours as CSV</source>
        <translation>שמירת כל השעות כ-CSV</translation>
    </message>
    <message>
        <source>These days are not counted yet.</source>
        <translation>הימים האלה עוד לא נספרו.</translation>
    </message>
    <message>
        <source>The report is being made</source>
        <translation>מכינים את הדוח</translation>
    </message>
    <message>
        <source>{earlier} and {later} turn the pages, {paper} prints, Escape leaves.</source>
        <translation>{earlier} ו-{later} לדפדוף, {paper} להדפסה, Esc ליציאה.</translation>
    </message>
</context>
<context>
    <name>ReservationsModel</name>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>party of {party}</source>
        <translation>סועדים: {party}</translation>
    </message>
</context>
<context>
    <name>ReserveForm</name>
    <message>
        <source>As it is dialled here, or with + and the country code.</source>
        <translation>כפי שמחייגים כאן, או עם + וקידומת המדינה.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
</context>
<context>
    <name>ReserveSide</name>
    <message>
        <source>Reserve table {table}</source>
        <translation>הזמנת שולחן {table}</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is free again.</source>
        <translation>שולחן {table} בשעה {hour} שוב פנוי.</translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation>לא ידוע אם שולחן {table} בשעה {hour} הוזמן. הרשימות יראו זאת כשמסד הנתונים יענה.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>The program ended. What was typed here is back.</source>
        <translation>התוכנה נסגרה. מה שהוקלד כאן חזר.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Enter reserves, Escape leaves.</source>
        <translation>‏Enter להזמנה, Esc ליציאה.</translation>
    </message>
    <message>
        <source>The database does not answer. What you type stays; nothing can be saved until it does.</source>
        <translation>מסד הנתונים אינו עונה. מה שהקלדתם נשאר; אי אפשר לשמור עד שיענה.</translation>
    </message>
    <message>
        <source>Choose how many guests come: table {table} seats {seats}.</source>
        <translation>בחרו כמה סועדים יגיעו: בשולחן {table} יש {seats} מקומות.</translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation>מזמינים את שולחן {table} בשעה {hour}.</translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation>עדיין לא ידוע אם שולחן {table} בשעה {hour} הוזמן.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>הזמנת שולחן נוסף</translation>
    </message>
</context>
<context>
    <name>Reshuffle</name>
    <message>
        <source>Free table {table} by moving 1 party</source>
        <translation>לפנות את שולחן {table} בהעברת קבוצה אחת</translation>
    </message>
    <message>
        <source>Free table {table} by moving {count} parties</source>
        <translation>לפנות את שולחן {table} בהעברת {count} קבוצות</translation>
    </message>
    <message>
        <source>Free table {table}</source>
        <translation>לפנות שולחן {table}</translation>
    </message>
    <message>
        <source>Move 1 party, seat at table {table}</source>
        <translation>להעביר קבוצה אחת, להושיב בשולחן {table}</translation>
    </message>
    <message>
        <source>Move {count} parties, seat at table {table}</source>
        <translation>להעביר {count} קבוצות, להושיב בשולחן {table}</translation>
    </message>
    <message>
        <source>Move 1 party, reserve table {table}</source>
        <translation>להעביר קבוצה אחת, להזמין שולחן {table}</translation>
    </message>
    <message>
        <source>Move {count} parties, reserve table {table}</source>
        <translation>להעביר {count} קבוצות, להזמין שולחן {table}</translation>
    </message>
    <message>
        <source>1 party moved and seated: {facts}.</source>
        <translation>קבוצה אחת הועברה, יושבים: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and seated: {facts}.</source>
        <translation>{count} קבוצות הועברו, יושבים: {facts}.</translation>
    </message>
    <message>
        <source>1 party moved and reserved: {facts}.</source>
        <translation>קבוצה אחת הועברה, הוזמן: {facts}.</translation>
    </message>
    <message>
        <source>{count} parties moved and reserved: {facts}.</source>
        <translation>{count} קבוצות הועברו, הוזמן: {facts}.</translation>
    </message>
    <message>
        <source>From table {table} to table {other}, {seats} seats</source>
        <translation>משולחן {table} לשולחן {other}, {seats} מקומות</translation>
    </message>
    <message>
        <source>Stays at table {table}</source>
        <translation>נשארים בשולחן {table}</translation>
    </message>
    <message>
        <source>{guest} to table {table}</source>
        <translation>{guest} לשולחן {table}</translation>
    </message>
</context>
<context>
    <name>ReshuffleDesk</name>
    <message>
        <source>Seated: {facts}.</source>
        <translation>יושבים: {facts}.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>הוזמן: {facts}.</translation>
    </message>
    <message>
        <source>Moving the parties.</source>
        <translation>מעבירים את הקבוצות.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>מזמינים את השולחן.</translation>
    </message>
</context>
<context>
    <name>ReshuffleDialog</name>
    <message>
        <source>The room has changed. This is what it takes now.</source>
        <translation>המצב באולם השתנה. זה מה שנדרש עכשיו.</translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation>הזמנת שולחן נוסף</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>‏Enter לביצוע, Esc ליציאה.</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>{day}, {hour}, party of {party}</source>
        <translation>{day}, {hour}, סועדים: {party}</translation>
    </message>
    <message>
        <source>{day}, {hour}, {guest}, party of {party}</source>
        <translation>{day}, {hour}, {guest}, סועדים: {party}</translation>
    </message>
    <message>
        <source>Nobody is moved before you do it.</source>
        <translation>איש אינו מועבר לפני שתעשו זאת.</translation>
    </message>
    <message>
        <source>Table {table} is free</source>
        <translation>שולחן {table} פנוי</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to move.</source>
        <translation>שולחן {table} פנוי ויש בו {seats} מקומות. איש אינו צריך לעבור.</translation>
    </message>
    <message>
        <source>No table can be freed</source>
        <translation>אי אפשר לפנות שולחן</translation>
    </message>
    <message>
        <source>No moves free a table for a party of {party}.</source>
        <translation>שום העברה לא תפנה שולחן ל-{party}.</translation>
    </message>
    <message>
        <source>While they stay, no moves free a table for a party of {party}.</source>
        <translation>כל עוד הם נשארים, שום העברה לא תפנה שולחן ל-{party}.</translation>
    </message>
</context>
<context>
    <name>RestaurantChooser</name>
    <message>
        <source>Which restaurant is this stand for?</source>
        <translation>לאיזו מסעדה שייכת העמדה?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation>מסעדות</translation>
    </message>
    <message>
        <source>Set up a new restaurant</source>
        <translation>הקמת מסעדה חדשה</translation>
    </message>
</context>
<context>
    <name>SeatActs</name>
    <message>
        <source>That party was here and is done; there is no next step.</source>
        <translation>הסועדים האלה היו כאן וסיימו; אין שלב הבא.</translation>
    </message>
    <message>
        <source>Arrived: {facts}.</source>
        <translation>הגיעו: {facts}.</translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation>יושבים: {facts}.</translation>
    </message>
    <message>
        <source>Done: {facts}.</source>
        <translation>סיימו: {facts}.</translation>
    </message>
    <message>
        <source>No-show, the table is free: {facts}.</source>
        <translation>לא הגיעו, השולחן פנוי: {facts}.</translation>
    </message>
    <message>
        <source>Left early, the table is free: {facts}.</source>
        <translation>עזבו מוקדם, השולחן פנוי: {facts}.</translation>
    </message>
    <message>
        <source>That party was here and is done; there is nothing to cancel.</source>
        <translation>הסועדים האלה היו כאן וסיימו; אין מה לבטל.</translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation>ההזמנה בוטלה: {facts}.</translation>
    </message>
    <message>
        <source>The database answers again. Nothing was saved.</source>
        <translation>מסד הנתונים עונה שוב. דבר לא נשמר.</translation>
    </message>
    <message>
        <source>The database does not answer, so nothing can be saved now.</source>
        <translation>מסד הנתונים אינו עונה, ולכן אי אפשר לשמור כעת דבר.</translation>
    </message>
    <message>
        <source>Try all the same</source>
        <translation>לנסות בכל זאת</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>אין מה לבצע שוב.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>ביטול הפעולה</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>לבצע שוב</translation>
    </message>
</context>
<context>
    <name>SettingsActs</name>
    <message>
        <source>Keys in the settings that made no sense were left as usual: {acts}.</source>
        <translation>מקשים לא תקינים בהגדרות נשארו כרגיל: {acts}.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>הגדרות</translation>
    </message>
    <message>
        <source>What is chosen holds at once.</source>
        <translation>כל בחירה נכנסת לתוקף מיד.</translation>
    </message>
    <message>
        <source>This station</source>
        <translation>העמדה הזאת</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>מקשים</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>המחשב הזה</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>{printer} (does not answer)</source>
        <translation>{printer} (אינה עונה)</translation>
    </message>
    <message>
        <source>Changed: {setting}.</source>
        <translation>עודכן: {setting}.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>ביטול הפעולה</translation>
    </message>
    <message>
        <source>Another station is called {name}, too. Give this one a name of its own, so that the history tells them apart.</source>
        <translation>גם עמדה אחרת נקראת {name}. תנו לעמדה הזאת שם משלה, כדי שההיסטוריה תבדיל ביניהן.</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>‏PDF במחשב הזה</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>כמו במערכת</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>בהיר</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>כהה</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>לפי השפה</translation>
    </message>
    <message>
        <source>24 hours (19:00)</source>
        <translation>24 שעות (19:00)</translation>
    </message>
    <message>
        <source>am and pm (7:00 pm)</source>
        <translation>‏am ו-pm ‏(⁦7:00 pm⁩)</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>When a finger touches a field</source>
        <translation>כשאצבע נוגעת בשדה</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>אף פעם</translation>
    </message>
    <message>
        <source>Keys on the screen</source>
        <translation>מקלדת על המסך</translation>
    </message>
    <message>
        <source>{n} months, older lines in files here</source>
        <translation>{n} חודשים, שורות ישנות בקבצים כאן</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>הכול</translation>
    </message>
    <message>
        <source>Name of this station</source>
        <translation>שם העמדה</translation>
    </message>
    <message>
        <source>Initials</source>
        <translation>ראשי תיבות</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>שפה</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>שעון</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>צבעים</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>גודל הטקסט</translation>
    </message>
    <message>
        <source>Day sheet goes to</source>
        <translation>דף היום נשלח אל</translation>
    </message>
    <message>
        <source>History in the book</source>
        <translation>היסטוריה בספר ההזמנות</translation>
    </message>
    <message>
        <source>Start this program</source>
        <translation>להפעיל את התוכנה הזאת</translation>
    </message>
    <message>
        <source>After the log-in</source>
        <translation>אחרי הכניסה למחשב</translation>
    </message>
    <message>
        <source>Start this program after the log-in</source>
        <translation>להפעיל את התוכנה הזאת אחרי הכניסה למחשב</translation>
    </message>
    <message>
        <source>A station needs a name; it stays {name}.</source>
        <translation>לעמדה דרוש שם; הוא נשאר {name}.</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up a restaurant</source>
        <translation>הקמת מסעדה</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>חזרה</translation>
    </message>
    <message>
        <source>The days are being prepared. Press Stop before you leave.</source>
        <translation>מכינים את הימים. לחצו על &quot;עצירה&quot; לפני היציאה.</translation>
    </message>
    <message>
        <source>It is not known whether the restaurant was saved; the next start shows it.</source>
        <translation>לא ידוע אם המסעדה נשמרה; ההפעלה הבאה תראה.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>Leave the set-up? Nothing has been saved, and what you typed is not kept.</source>
        <translation>לצאת מההקמה? דבר לא נשמר, ומה שהקלדתם יאבד.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>להישאר</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Table</source>
        <translation>שולחן</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>סועדים</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>שם</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>טלפון</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>הערה</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>מצב</translation>
    </message>
    <message>
        <source>Page {n} of {count}</source>
        <translation>עמוד {n} מתוך {count}</translation>
    </message>
    <message>
        <source>{hour}, continued</source>
        <translation>{hour}, המשך</translation>
    </message>
    <message>
        <source>Not live since {as_of}. What was reserved or cancelled after that is not on this sheet.</source>
        <translation>לא מעודכן מאז {as_of}. מה שהוזמן או בוטל אחר כך אינו בדף הזה.</translation>
    </message>
    <message>
        <source>Made {day}, {time}, at {station}</source>
        <translation>הופק {day}, {time}, בעמדה {station}</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>נכון ל-{time}</translation>
    </message>
    <message>
        <source>It is not known who waits: the waitlist is not on this sheet.</source>
        <translation>לא ידוע מי ממתין: רשימת ההמתנה אינה בדף הזה.</translation>
    </message>
    <message>
        <source>This hour is no longer in the book.</source>
        <translation>השעה הזאת כבר אינה בספר ההזמנות.</translation>
    </message>
    <message>
        <source>Waitlist: 1 party waits for a table</source>
        <translation>רשימת המתנה: קבוצה אחת ממתינה לשולחן</translation>
    </message>
    <message>
        <source>Waitlist: {n} parties wait for a table</source>
        <translation>רשימת המתנה: {n} קבוצות ממתינות לשולחן</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>מאז {time}</translation>
    </message>
    <message>
        <source>No hours</source>
        <translation>אין שעות</translation>
    </message>
    <message>
        <source>The book has no hours for this day.</source>
        <translation>אין בספר ההזמנות שעות ליום הזה.</translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation>תפוס, השם אינו ידוע</translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation>ללא הזמנה</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>{state}, not offered</source>
        <translation>{state}, לא מוצע</translation>
    </message>
    <message>
        <source>Erased guest</source>
        <translation>אורח שנמחק</translation>
    </message>
    <message>
        <source>No table is free.</source>
        <translation>אין שולחן פנוי.</translation>
    </message>
    <message>
        <source>Free: {tables}</source>
        <translation>פנויים: {tables}</translation>
    </message>
    <message>
        <source>no reservations</source>
        <translation>אין הזמנות</translation>
    </message>
    <message>
        <source>1 reservation, covers: {covers}</source>
        <translation>הזמנה אחת, סועדים: {covers}</translation>
    </message>
    <message>
        <source>{n} reservations, covers: {covers}</source>
        <translation>{n} הזמנות, סועדים: {covers}</translation>
    </message>
</context>
<context>
    <name>SheetActs</name>
    <message>
        <source>This day has not been read yet, so there is no sheet of it.</source>
        <translation>היום הזה עוד לא נקרא, לכן אין לו דף.</translation>
    </message>
    <message>
        <source>The day sheet is not made yet. Where does it go?</source>
        <translation>דף היום עוד לא הוכן. לאן לשלוח אותו?</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>בחירה</translation>
    </message>
    <message>
        <source>The printer {printer} is not there now.</source>
        <translation>המדפסת {printer} אינה זמינה עכשיו.</translation>
    </message>
    <message>
        <source>The day sheet is being made.</source>
        <translation>מכינים את דף היום.</translation>
    </message>
    <message>
        <source>Day sheet of {day} sent to the printer {printer}.</source>
        <translation>דף היום של {day} נשלח למדפסת {printer}.</translation>
    </message>
    <message>
        <source>Day sheet of {day} saved in {folder}.</source>
        <translation>דף היום של {day} נשמר בתיקייה {folder}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>שמירת ה-PDF</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Day sheet</source>
        <translation>דף היום</translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation>לאן</translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation>‏PDF במחשב הזה</translation>
    </message>
    <message>
        <source>By hour: table, party, name, the last four digits of the phone, note, status, and rows to write in. A PDF of today and the next days is kept here in any case.</source>
        <translation>לפי שעות: שולחן, סועדים, שם, ארבע הספרות האחרונות של הטלפון, הערה, מצב ושורות לכתיבה. PDF של היום והימים הבאים נשמר כאן בכל מקרה.</translation>
    </message>
    <message>
        <source>From now on {key} does this at once.</source>
        <translation>מעכשיו ⁨{key}⁩ עושה זאת מיד.</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>שמירת ה-PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>הדפסה</translation>
    </message>
    <message>
        <source>The day sheet is being made</source>
        <translation>מכינים את דף היום</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>Table {table}, {hour}</source>
        <translation>שולחן {table}, {hour}</translation>
    </message>
    <message>
        <source>{day}, {hour} to {end}, {seats} seats</source>
        <translation>{day}, {hour} עד {end}, {seats} מקומות</translation>
    </message>
    <message>
        <source>{day} (evening of {evening}), {hour} to {end}, {seats} seats</source>
        <translation>{day} (הערב של {evening}), {hour} עד {end}, {seats} מקומות</translation>
    </message>
    <message>
        <source>This hour has begun. It ends at {end}.</source>
        <translation>השעה כבר התחילה. היא מסתיימת ב-{end}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is no longer in the book.</source>
        <translation>שולחן {table} בשעה {hour} כבר אינו בספר ההזמנות.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation>שולחן {table} בשעה {hour} נתפס זה עתה.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken at {station}.</source>
        <translation>שולחן {table} בשעה {hour} נתפס זה עתה בעמדה {station}.</translation>
    </message>
    <message>
        <source>Table {table} at {hour} is {being_taken}. Whoever reserves it first has it.</source>
        <translation>שולחן {table} בשעה {hour}: {being_taken}. מי שמזמין ראשון מקבל אותו.</translation>
    </message>
    <message>
        <source>Others of that hour can move. For a party of {party}:</source>
        <translation>אחרים באותה שעה יכולים לעבור. ל-{party}:</translation>
    </message>
    <message>
        <source>No other table is free for a party of {party} that day.</source>
        <translation>אין ביום הזה שולחן פנוי אחר ל-{party}.</translation>
    </message>
    <message>
        <source>Only this one is left that day for a party of {party}:</source>
        <translation>נשאר ביום הזה רק שולחן אחד ל-{party}:</translation>
    </message>
    <message>
        <source>Only these two are left that day for a party of {party}:</source>
        <translation>נשארו ביום הזה רק שני שולחנות ל-{party}:</translation>
    </message>
    <message>
        <source>The nearest for a party of {party}:</source>
        <translation>הקרובים ביותר ל-{party}:</translation>
    </message>
    <message>
        <source>Table {table} at {hour}, {seats} seats</source>
        <translation>שולחן {table} בשעה {hour}, {seats} מקומות</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>אלרגיה</translation>
    </message>
    <message>
        <source>Fill in {guest} again</source>
        <translation>למלא שוב את {guest}</translation>
    </message>
    <message>
        <source>Typed a moment ago, and not reserved:</source>
        <translation>הוקלד לפני רגע ולא הוזמן:</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>{first} goes to the other table, Escape leaves.</source>
        <translation>‏⁨{first}⁩ לשולחן האחר, Esc ליציאה.</translation>
    </message>
    <message>
        <source>{first} to {last} go to another table, Escape leaves.</source>
        <translation>‏⁨{first}⁩ עד ⁨{last}⁩ לשולחן אחר, Esc ליציאה.</translation>
    </message>
    <message>
        <source>{first} and {last} go to another table, Escape leaves.</source>
        <translation>‏⁨{first}⁩ ו-⁨{last}⁩ לשולחן אחר, Esc ליציאה.</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Reservations</source>
        <translation>הזמנות</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>רגע אחד</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>לנסות שוב</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>דוח לתמיכה</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>יציאה</translation>
    </message>
    <message>
        <source>Another database</source>
        <translation>מסד נתונים אחר</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>הצטרפות למסעדה</translation>
    </message>
    <message>
        <source>The book cannot be opened</source>
        <translation>אי אפשר לפתוח את ספר ההזמנות</translation>
    </message>
</context>
<context>
    <name>StatePill</name>
    <message>
        <source>Free</source>
        <translation>פנוי</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>שמור</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>הגיעו</translation>
    </message>
    <message>
        <source>Seated</source>
        <translation>יושבים</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>סיימו</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>עבר</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>מלא</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>סגור</translation>
    </message>
</context>
<context>
    <name>StationRows</name>
    <message>
        <source>{station}, joined on {day}</source>
        <translation>{station}, הצטרפה ב{day}</translation>
    </message>
    <message>
        <source>{day}, {hour}</source>
        <translation>{day}, {hour}</translation>
    </message>
    <message>
        <source>No other station has joined yet.</source>
        <translation>אף עמדה אחרת עוד לא הצטרפה.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>הסרה</translation>
    </message>
    <message>
        <source>Remove {station}</source>
        <translation>הסרת {station}</translation>
    </message>
    <message>
        <source>Connected now</source>
        <translation>מחוברת עכשיו</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>לא מחוברת</translation>
    </message>
    <message>
        <source>Joined on {day}, connected now</source>
        <translation>הצטרפה ב{day}, מחוברת עכשיו</translation>
    </message>
    <message>
        <source>Joined on {day}, not connected</source>
        <translation>הצטרפה ב{day}, לא מחוברת</translation>
    </message>
    <message>
        <source>Last seen on {day}</source>
        <translation>נראתה לאחרונה ב{day}</translation>
    </message>
</context>
<context>
    <name>StationsDialog</name>
    <message>
        <source>No longer share</source>
        <translation>הפסקת השיתוף</translation>
    </message>
    <message>
        <source>Join a restaurant</source>
        <translation>הצטרפות למסעדה</translation>
    </message>
    <message>
        <source>Looking for the stations</source>
        <translation>מחפשים את העמדות</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>עמדות</translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation>‏Esc ליציאה.</translation>
    </message>
    <message>
        <source>Other machines of this restaurant can use the book of this one, over the network of the house: each sees at once what the others do. What goes over the network is encrypted, and each station needs a code from here. This machine has to be on while they work.</source>
        <translation>מחשבים אחרים של המסעדה יכולים להשתמש בספר ההזמנות של המחשב הזה דרך הרשת של המסעדה: כל אחד רואה מיד מה האחרים עושים. מה שעובר ברשת מוצפן, וכל עמדה צריכה קוד מכאן. המחשב הזה צריך לדלוק כל עוד הן עובדות.</translation>
    </message>
    <message>
        <source>Share this machine</source>
        <translation>שיתוף המחשב הזה</translation>
    </message>
    <message>
        <source>This machine is shared. Stations reach it at {places}.</source>
        <translation>המחשב הזה משותף. עמדות מגיעות אליו ב-{places}.</translation>
    </message>
    <message>
        <source>Add a station</source>
        <translation>הוספת עמדה</translation>
    </message>
    <message>
        <source>Share anew</source>
        <translation>שיתוף מחדש</translation>
    </message>
    <message>
        <source>Join with a new code</source>
        <translation>הצטרפות עם קוד חדש</translation>
    </message>
    <message>
        <source>Start the program on the other machine, choose “Join a restaurant” and type this code there, or scan it. It works once, while this window is open, for ten minutes at most.</source>
        <translation>הפעילו את התוכנה במחשב האחר, בחרו &quot;הצטרפות למסעדה&quot; והקלידו שם את הקוד הזה או סרקו אותו. הוא תקף פעם אחת, כל עוד החלון הזה פתוח, לעשר דקות לכל היותר.</translation>
    </message>
    <message>
        <source>The code: {code}</source>
        <translation>הקוד: {code}</translation>
    </message>
    <message>
        <source>This machine is at {places}.</source>
        <translation>כתובת המחשב הזה: {places}.</translation>
    </message>
    <message>
        <source>Sharing this machine; the book is back in a moment</source>
        <translation>משתפים את המחשב הזה; הספר יחזור בעוד רגע</translation>
    </message>
    <message>
        <source>Shutting the port; the book is back in a moment</source>
        <translation>סוגרים את הפורט; הספר יחזור בעוד רגע</translation>
    </message>
    <message>
        <source>Making a code</source>
        <translation>יוצרים קוד</translation>
    </message>
    <message>
        <source>{station} has been removed and is cut off.</source>
        <translation>{station} הוסרה ונותקה.</translation>
    </message>
    <message>
        <source>Removing the station</source>
        <translation>מסירים את העמדה</translation>
    </message>
    <message>
        <source>Remove {station}? It is cut off at once, and needs a new code to join again.</source>
        <translation>להסיר את {station}? היא תנותק מיד ותצטרך קוד חדש כדי להצטרף שוב.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>הסרה</translation>
    </message>
    <message>
        <source>The other stations cannot work until this machine is shared again.</source>
        <translation>העמדות האחרות לא יוכלו לעבוד עד שהמחשב הזה ישותף שוב.</translation>
    </message>
    <message>
        <source>This machine then uses the book of another one, with a code from there. Its own book stays here as it is.</source>
        <translation>המחשב הזה ישתמש אז בספר ההזמנות של מחשב אחר, עם קוד משם. הספר שלו נשאר כאן כמו שהוא.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>הצטרפות</translation>
    </message>
    <message>
        <source>{station} has joined. Another station has this name; remove it if that is the same machine.</source>
        <translation>{station} הצטרפה. לעמדה אחרת יש אותו שם; הסירו אותה אם זה אותו מחשב.</translation>
    </message>
    <message>
        <source>Remove the older one</source>
        <translation>הסרת הישנה</translation>
    </message>
    <message>
        <source>{station} has joined; another station is called {name} already.</source>
        <translation>{station} הצטרפה; עמדה אחרת כבר נקראת {name}.</translation>
    </message>
    <message>
        <source>{station} has joined again, in the place of its old entry.</source>
        <translation>{station} הצטרפה שוב, במקום הרישום הישן שלה.</translation>
    </message>
    <message>
        <source>{station} has joined.</source>
        <translation>{station} הצטרפה.</translation>
    </message>
    <message>
        <source>This machine has another address now. Type this new code; the one before is worth nothing any more.</source>
        <translation>למחשב הזה יש עכשיו כתובת אחרת. הקלידו את הקוד החדש הזה; הקודם כבר לא תקף.</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>answered</source>
        <translation>נענה</translation>
    </message>
    <message>
        <source>asked now</source>
        <translation>נשאל עכשיו</translation>
    </message>
    <message>
        <source>still to come</source>
        <translation>עוד לפנינו</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One fewer: {name}</source>
        <translation>אחד פחות: {name}</translation>
    </message>
    <message>
        <source>One more: {name}</source>
        <translation>אחד יותר: {name}</translation>
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
        <translation>עוד שולחנות</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>שולחנות</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>מקומות</translation>
    </message>
    <message>
        <source>Retired from a day on</source>
        <translation>יוצא משימוש מיום מסוים</translation>
    </message>
    <message>
        <source>The first day without this table</source>
        <translation>היום הראשון בלי השולחן הזה</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
    <message>
        <source>{seats}, retired since {day}</source>
        <translation>{seats}, יצא משימוש ב{day}</translation>
    </message>
    <message>
        <source>{seats}, retired from {day}</source>
        <translation>{seats}, יוצא משימוש ב{day}</translation>
    </message>
    <message>
        <source>It is not offered from this day on, and can come back at any time.</source>
        <translation>מיום זה הוא אינו מוצע, ויכול לחזור בכל עת.</translation>
    </message>
    <message>
        <source>So many of one size, such as 2 × 4 for two tables of 4.</source>
        <translation>כך וכך מגודל אחד, למשל ⁦2 × 4⁩ לשני שולחנות של 4.</translation>
    </message>
    <message>
        <source>Table {table} is added.</source>
        <translation>נוסף שולחן {table}.</translation>
    </message>
    <message>
        <source>Tables {first} to {last} are added.</source>
        <translation>נוספו שולחנות {first} עד {last}.</translation>
    </message>
    <message>
        <source>Which tables do you have?</source>
        <translation>אילו שולחנות יש לכם?</translation>
    </message>
    <message>
        <source>Type them in one line, or set the number for each size. The list follows.</source>
        <translation>הקלידו אותם בשורה אחת, או קבעו את המספר לכל גודל. הרשימה תתעדכן.</translation>
    </message>
    <message>
        <source>Tables in one line</source>
        <translation>השולחנות בשורה אחת</translation>
    </message>
    <message>
        <source>{tables} so far</source>
        <translation>{tables} עד כה</translation>
    </message>
    <message>
        <source>{tables}</source>
        <translation>{tables}</translation>
    </message>
    <message>
        <source>First finish the line of tables</source>
        <translation>קודם סיימו את שורת השולחנות</translation>
    </message>
    <message>
        <source>First say your tables</source>
        <translation>קודם ציינו את השולחנות</translation>
    </message>
    <message>
        <source>Next: prepare 14 days</source>
        <translation>הבא: הכנת 14 ימים</translation>
    </message>
    <message>
        <source>A restaurant needs a table.</source>
        <translation>למסעדה דרוש שולחן.</translation>
    </message>
    <message>
        <source>For example &quot;6 x 2, 10 x 4&quot;: 6 tables of 2 and 10 tables of 4.</source>
        <translation>לדוגמה &quot;⁦6 x 2, 10 x 4⁩&quot;: ‏6 שולחנות ל-2 ו-10 שולחנות ל-4.</translation>
    </message>
    <message>
        <source>{tables}, {seats}.</source>
        <translation>{tables}, {seats}.</translation>
    </message>
    <message>
        <source>No tables yet.</source>
        <translation>עדיין אין שולחנות.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>{hour}, {taken} of {tables} tables taken</source>
        <translation>{hour}, {taken} מתוך {tables} שולחנות תפוסים</translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation>שולחן {table}</translation>
    </message>
</context>
<context>
    <name>TimezoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>איזה שעון תלוי על הקיר?</translation>
    </message>
    <message>
        <source>It is asked once and then kept.</source>
        <translation>השאלה נשאלת פעם אחת, והתשובה נשמרת.</translation>
    </message>
    <message>
        <source>Use this time zone</source>
        <translation>להשתמש באזור הזמן הזה</translation>
    </message>
    <message>
        <source>Saving the time zone</source>
        <translation>שומרים את אזור הזמן</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Today</source>
        <translation>היום</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>סועדים</translation>
    </message>
    <message>
        <source>Party size (keys 1 to 8)</source>
        <translation>מספר הסועדים (מקשים 1 עד 8)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>תפריט</translation>
    </message>
    <message>
        <source>Demo: nothing here is kept</source>
        <translation>הדגמה: דבר אינו נשמר</translation>
    </message>
    <message>
        <source>The running day, from now on</source>
        <translation>היום הנוכחי, מעכשיו</translation>
    </message>
    <message>
        <source>Day before</source>
        <translation>היום הקודם</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>היום הבא</translation>
    </message>
    <message>
        <source>Opening hours not known</source>
        <translation>שעות הפתיחה אינן ידועות</translation>
    </message>
    <message>
        <source>Closed on this day</source>
        <translation>סגור ביום הזה</translation>
    </message>
    <message>
        <source>Open around the clock</source>
        <translation>פתוח מסביב לשעון</translation>
    </message>
    <message>
        <source>Open {opens} to {closes}</source>
        <translation>פתוח {opens} עד {closes}</translation>
    </message>
</context>
<context>
    <name>TouchPanel</name>
    <message>
        <source>Keys on the screen</source>
        <translation>מקלדת על המסך</translation>
    </message>
    <message>
        <source>Hebrew letters</source>
        <translation>אותיות עבריות</translation>
    </message>
    <message>
        <source>Latin letters</source>
        <translation>אותיות לטיניות</translation>
    </message>
    <message>
        <source>Capital letter</source>
        <translation>אות גדולה</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>מחיקת תו</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>רווח</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>השדה הבא</translation>
    </message>
    <message>
        <source>Hide these keys</source>
        <translation>הסתרת המקלדת</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>אותיות</translation>
    </message>
    <message>
        <source>abc</source>
        <translation>אבג</translation>
    </message>
    <message>
        <source>Letters with accents</source>
        <translation>אותיות עם סימנים</translation>
    </message>
    <message>
        <source>Digits and signs</source>
        <translation>ספרות וסימנים</translation>
    </message>
</context>
<context>
    <name>Turns</name>
    <message>
        <source>What was asked for after that was not done.</source>
        <translation>מה שהתבקש אחר כך לא נעשה.</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Stop</source>
        <translation>עצירה</translation>
    </message>
</context>
<context>
    <name>Undo</name>
    <message>
        <source>The last act here was a change of the house, which no key undoes: change it once more (menu, House). A day that opens again keeps its parties and who waits. What was done before the change can be undone in the history</source>
        <translation>הפעולה האחרונה כאן הייתה שינוי בפרטי המסעדה, ושום מקש אינו מבטל אותו: שנו אותו שוב (תפריט, המסעדה). יום שנפתח שוב שומר על ההזמנות שבו ועל מי שממתין. את מה שנעשה לפני השינוי אפשר לבטל בהיסטוריה</translation>
    </message>
    <message>
        <source>Nothing has been done here since the rehearsal. What was done before it can be undone in the history</source>
        <translation>מאז האימון לא נעשה כאן דבר. את מה שנעשה לפניו אפשר לבטל בהיסטוריה</translation>
    </message>
    <message>
        <source>There is nothing to undo here. What was done before the program was started, or at another station, can be undone in the history</source>
        <translation>אין כאן מה לבטל. את מה שנעשה לפני ההפעלה או בעמדה אחרת אפשר לבטל בהיסטוריה</translation>
    </message>
    <message>
        <source>Undone, and 1 party is at its table again: {facts}.</source>
        <translation>הפעולה בוטלה, וקבוצה אחת שוב בשולחנה: {facts}.</translation>
    </message>
    <message>
        <source>Undone, and {count} parties are at their tables again: {facts}.</source>
        <translation>הפעולה בוטלה, ו-{count} קבוצות שוב בשולחנותיהן: {facts}.</translation>
    </message>
    <message>
        <source>The reservation is undone: {facts}.</source>
        <translation>פעולת ההזמנה בוטלה: {facts}.</translation>
    </message>
    <message>
        <source>The seating is undone: {facts}.</source>
        <translation>ההושבה בוטלה: {facts}.</translation>
    </message>
    <message>
        <source>The change of the state is undone: {facts}.</source>
        <translation>שינוי המצב בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The arrival is undone: {facts}.</source>
        <translation>הסימון &quot;הגיעו&quot; בוטל: {facts}.</translation>
    </message>
    <message>
        <source>&quot;Done&quot; is undone: {facts}.</source>
        <translation>הסימון &quot;סיימו&quot; בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The move is undone: {facts}.</source>
        <translation>ההעברה בוטלה: {facts}.</translation>
    </message>
    <message>
        <source>The change is undone: {facts}.</source>
        <translation>העדכון בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is undone: {facts}.</source>
        <translation>רישום השיחה בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The cancelling is undone: {facts}.</source>
        <translation>הביטול בוטל, ההזמנה שוב בתוקף: {facts}.</translation>
    </message>
    <message>
        <source>The no-show is undone: {facts}.</source>
        <translation>הסימון &quot;לא הגיעו&quot; בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The early leaving is undone: {facts}.</source>
        <translation>הסימון &quot;עזבו מוקדם&quot; בוטל: {facts}.</translation>
    </message>
    <message>
        <source>The entry on the waitlist is undone: {facts}.</source>
        <translation>הרישום להמתנה בוטל: {facts}.</translation>
    </message>
    <message>
        <source>They are on the waitlist again: {facts}.</source>
        <translation>הם שוב ברשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>The passing over is undone: {facts}.</source>
        <translation>הדילוג בוטל: {facts}.</translation>
    </message>
    <message>
        <source>What was undone is done again: {facts}.</source>
        <translation>מה שבוטל שוב בתוקף: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and 1 party moved again: {facts}.</source>
        <translation>בוצע שוב, וקבוצה אחת הועברה שוב: {facts}.</translation>
    </message>
    <message>
        <source>Done again, and {count} parties moved again: {facts}.</source>
        <translation>בוצע שוב, ו-{count} קבוצות הועברו שוב: {facts}.</translation>
    </message>
    <message>
        <source>Reserved again: {facts}.</source>
        <translation>הוזמן שוב: {facts}.</translation>
    </message>
    <message>
        <source>Seated again: {facts}.</source>
        <translation>שוב יושבים: {facts}.</translation>
    </message>
    <message>
        <source>The state is changed again: {facts}.</source>
        <translation>המצב שונה שוב: {facts}.</translation>
    </message>
    <message>
        <source>Arrived again: {facts}.</source>
        <translation>שוב הגיעו: {facts}.</translation>
    </message>
    <message>
        <source>Done again: {facts}.</source>
        <translation>שוב סיימו: {facts}.</translation>
    </message>
    <message>
        <source>Moved again: {facts}.</source>
        <translation>הועבר שוב: {facts}.</translation>
    </message>
    <message>
        <source>Changed again: {facts}.</source>
        <translation>עודכן שוב: {facts}.</translation>
    </message>
    <message>
        <source>The note of the call is there again: {facts}.</source>
        <translation>רישום השיחה חזר: {facts}.</translation>
    </message>
    <message>
        <source>Cancelled again: {facts}.</source>
        <translation>ההזמנה בוטלה שוב: {facts}.</translation>
    </message>
    <message>
        <source>A no-show again, the table is free: {facts}.</source>
        <translation>שוב לא הגיעו, השולחן פנוי: {facts}.</translation>
    </message>
    <message>
        <source>Left early again, the table is free: {facts}.</source>
        <translation>שוב עזבו מוקדם, השולחן פנוי: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist again: {facts}.</source>
        <translation>שוב ברשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>Taken off the waitlist again: {facts}.</source>
        <translation>הוסרו שוב מרשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>Passed over again: {facts}.</source>
        <translation>שוב דילוג: {facts}.</translation>
    </message>
    <message>
        <source>Undone again: {facts}.</source>
        <translation>הפעולה בוטלה שוב: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Put on the waitlist</source>
        <translation>רישום להמתנה</translation>
    </message>
    <message>
        <source>Enter does it, Escape leaves.</source>
        <translation>‏Enter לביצוע, Esc ליציאה.</translation>
    </message>
    <message>
        <source>A table that is given back is offered to them first.</source>
        <translation>שולחן שמתפנה יוצע להם קודם.</translation>
    </message>
    <message>
        <source>Nobody waits for this hour yet</source>
        <translation>עוד אין ממתינים לשעה הזאת</translation>
    </message>
    <message>
        <source>The waitlist cannot be read now</source>
        <translation>אי אפשר לקרוא עכשיו את רשימת ההמתנה</translation>
    </message>
    <message>
        <source>They wait already</source>
        <translation>כבר ממתינים</translation>
    </message>
    <message>
        <source>Nobody has to wait, if others move.</source>
        <translation>אין צורך להמתין, אם אחרים יעברו.</translation>
    </message>
    <message>
        <source>Table {table} is free and seats {seats}. Nobody has to wait.</source>
        <translation>שולחן {table} פנוי ויש בו {seats} מקומות. אין צורך להמתין.</translation>
    </message>
    <message>
        <source>Reading the waitlist</source>
        <translation>קוראים את רשימת ההמתנה</translation>
    </message>
    <message>
        <source>Waitlist of {day}, {hour}</source>
        <translation>רשימת ההמתנה: {day}, {hour}</translation>
    </message>
</context>
<context>
    <name>WaitEntryRow</name>
    <message>
        <source>Take off</source>
        <translation>הסרה</translation>
    </message>
    <message>
        <source>Take {guest} off the waitlist</source>
        <translation>הסרת {guest} מרשימת ההמתנה</translation>
    </message>
    <message>
        <source>Reserve table {table} for {guest}</source>
        <translation>הזמנת שולחן {table} עבור {guest}</translation>
    </message>
    <message>
        <source>{moves} for {guest}</source>
        <translation>{moves}, עבור {guest}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Table {table} at {hour} is free.</source>
        <translation>שולחן {table} בשעה {hour} פנוי.</translation>
    </message>
    <message>
        <source>Table {table} on {day} at {hour} is free.</source>
        <translation>שולחן {table} ב{day} בשעה {hour} פנוי.</translation>
    </message>
    <message>
        <source>{guest}, {party}, waits since {time}, {phone}.</source>
        <translation>{guest}, {party}, בהמתנה מאז {time}, {phone}.</translation>
    </message>
    <message>
        <source>{phone}, {party}, waits since {time}.</source>
        <translation>{phone}, {party}, בהמתנה מאז {time}.</translation>
    </message>
    <message>
        <source>1 more party can have a table.</source>
        <translation>עוד קבוצה אחת יכולה לקבל שולחן.</translation>
    </message>
    <message>
        <source>{n} more parties can have a table.</source>
        <translation>עוד {n} קבוצות יכולות לקבל שולחן.</translation>
    </message>
</context>
<context>
    <name>WaitingDesk</name>
    <message>
        <source>Reserved from the waitlist: {facts}.</source>
        <translation>הוזמן מרשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>Passed over, still waiting: {facts}.</source>
        <translation>דילוג, עדיין ממתינים: {facts}.</translation>
    </message>
    <message>
        <source>No table is free for anybody who waits, so nothing was done.</source>
        <translation>אין שולחן פנוי לאף אחד מהממתינים; דבר לא נעשה.</translation>
    </message>
    <message>
        <source>It is not known yet who waits, so nothing was done.</source>
        <translation>עוד לא ידוע מי ממתין; דבר לא נעשה.</translation>
    </message>
    <message>
        <source>Taken off the waitlist: {facts}.</source>
        <translation>הוסרו מרשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>On the waitlist: {facts}.</source>
        <translation>ברשימת ההמתנה: {facts}.</translation>
    </message>
    <message>
        <source>There are no hours on {day}. Nobody can wait for one.</source>
        <translation>אין שעות ב{day}. אי אפשר להמתין לשעה.</translation>
    </message>
    <message>
        <source>The hours of this day are over. There is no waitlist for them.</source>
        <translation>השעות של היום הזה עברו. אין להן רשימת המתנה.</translation>
    </message>
    <message>
        <source>Putting the party on the waitlist.</source>
        <translation>רושמים לרשימת ההמתנה.</translation>
    </message>
    <message>
        <source>Reserving the table.</source>
        <translation>מזמינים את השולחן.</translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation>הוזמן: {facts}.</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>Pass over</source>
        <translation>דילוג</translation>
    </message>
    <message>
        <source>Reserve it for {guest}</source>
        <translation>להזמין עבור {guest}</translation>
    </message>
</context>
<context>
    <name>WeekPage</name>
    <message>
        <source>Usual hours</source>
        <translation>השעות הרגילות</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>כרגיל</translation>
    </message>
    <message>
        <source>Own hours</source>
        <translation>שעות משלו</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>סגור</translation>
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
        <translation>{time} (ראשונה)</translation>
    </message>
    <message>
        <source>{time} (2nd)</source>
        <translation>{time} (שנייה)</translation>
    </message>
    <message>
        <source>{day} {year}</source>
        <translation>{day} {year}</translation>
    </message>
    <message>
        <source>{month} {number}</source>
        <translation>{number} ב{month}</translation>
    </message>
    <message>
        <source>{number} {month}</source>
        <translation>{number} ב{month}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>{weekday} {month} {number}</source>
        <translation>{weekday}, {number} ב{month}</translation>
    </message>
    <message>
        <source>{weekday} {number} {month}</source>
        <translation>{weekday}, {number} ב{month}</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} ו-{last}</translation>
    </message>
</context>
<context>
    <name>ZoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>איזה שעון תלוי על הקיר?</translation>
    </message>
    <message>
        <source>Every reservation keeps its hour on the clock.</source>
        <translation>כל הזמנה נשארת בשעה שהשעון מראה.</translation>
    </message>
    <message>
        <source>Enter shows first which guests are affected, Escape leaves.</source>
        <translation>‏Enter כדי לראות קודם במי זה פוגע, Esc ליציאה.</translation>
    </message>
    <message>
        <source>See who is affected</source>
        <translation>במי זה פוגע</translation>
    </message>
</context>
<context>
    <name>ZonePage</name>
    <message>
        <source>Time zone</source>
        <translation>אזור זמן</translation>
    </message>
    <message>
        <source>First pick a time zone</source>
        <translation>קודם בחרו אזור זמן</translation>
    </message>
    <message>
        <source>Next: tables</source>
        <translation>הבא: שולחנות</translation>
    </message>
    <message>
        <source>Guessed from {phone} ({country}). Does the time agree?</source>
        <translation>הוסק מהמספר {phone} ({country}). האם השעה נכונה?</translation>
    </message>
    <message>
        <source>Every hour of the book is an hour of this clock.</source>
        <translation>כל השעות בספר ההזמנות הן לפי השעון הזה.</translation>
    </message>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation>איזה שעון תלוי על הקיר?</translation>
    </message>
    <message>
        <source>{zone} is not in the country of your phone number ({country}).</source>
        <translation>{zone} אינו במדינה של מספר הטלפון שלכם ({country}).</translation>
    </message>
    <message>
        <source>There is more than one time zone in this country ({country}). Please check.</source>
        <translation>במדינה הזאת יש יותר מאזור זמן אחד ({country}). בדקו שזה הנכון.</translation>
    </message>
</context>
<context>
    <name>ZonePicker</name>
    <message>
        <source>Another place</source>
        <translation>מקום אחר</translation>
    </message>
    <message>
        <source>City, country or zone</source>
        <translation>עיר, מדינה או אזור</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>אזורי זמן</translation>
    </message>
    <message>
        <source>No place or zone is called &quot;{text}&quot;.</source>
        <translation>אין מקום או אזור בשם &quot;{text}&quot;.</translation>
    </message>
    <message>
        <source>Enter or a click chooses a place.</source>
        <translation>‏Enter או לחיצה בוחרים מקום.</translation>
    </message>
    <message>
        <source>No time zone yet</source>
        <translation>עוד אין אזור זמן</translation>
    </message>
    <message>
        <source>Search for your city below.</source>
        <translation>חפשו למטה את העיר שלכם.</translation>
    </message>
    <message>
        <source>It is {hour} there now, {day}.</source>
        <translation>השעה שם עכשיו {hour}, {day}.</translation>
    </message>
</context>
<context>
    <name>_Exchange</name>
    <message>
        <source>Stopped. Nothing was saved.</source>
        <translation>נעצר. לא נשמר דבר.</translation>
    </message>
    <message>
        <source>Reservations saved: {count}. The file is {file}</source>
        <translation>הזמנות שנשמרו: {count}. הקובץ הוא {file}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>פתיחה</translation>
    </message>
    <message>
        <source>No calendar file is kept any more.</source>
        <translation>קובץ יומן כבר אינו נשמר.</translation>
    </message>
    <message>
        <source>The calendar file is being written.</source>
        <translation>כותבים את קובץ היומן.</translation>
    </message>
    <message>
        <source>The calendar file is kept up to date: {file}</source>
        <translation>קובץ היומן נשמר מעודכן: {file}</translation>
    </message>
    <message>
        <source>The file matched the book at {hour}.</source>
        <translation>הקובץ תואם את ספר ההזמנות נכון לשעה {hour}.</translation>
    </message>
    <message>
        <source>The calendar file of this station is of another restaurant: {file}</source>
        <translation>קובץ היומן של העמדה הזאת שייך למסעדה אחרת: {file}</translation>
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
        <translation>{column}, למיון לפיו</translation>
    </message>
    <message>
        <source>{column}, sorted downwards</source>
        <translation>{column}, ממוין בסדר יורד</translation>
    </message>
    <message>
        <source>{column}, sorted upwards</source>
        <translation>{column}, ממוין בסדר עולה</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>מיון לפי {column}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>גודל</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>כמה</translation>
    </message>
    <message>
        <source>Table numbers</source>
        <translation>מספרי השולחנות</translation>
    </message>
</context>
<context>
    <name>_Month</name>
    <message>
        <source>Calendar</source>
        <translation>לוח שנה</translation>
    </message>
</context>
<context>
    <name>_MoveRow</name>
    <message>
        <source>Stays</source>
        <translation>נשארים</translation>
    </message>
    <message>
        <source>{guest} stays where they are</source>
        <translation>{guest}: נשארים במקומם</translation>
    </message>
</context>
<context>
    <name>_SizeRow</name>
    <message>
        <source>Tables of {seats}</source>
        <translation>שולחנות ל-{seats}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} עד {last}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>אין</translation>
    </message>
</context>
<context>
    <name>self._dialog</name>
    <message>
        <source>It is being saved.</source>
        <translation>שומרים.</translation>
    </message>
    <message>
        <source>The receipt is saved: {file}</source>
        <translation>האישור נשמר: {file}</translation>
    </message>
</context>
</TS>
