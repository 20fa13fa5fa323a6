<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host stand of a restaurant: take, find and cancel reservations.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AllHeads</name>
    <message>
        <source>Hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AllPanel</name>
    <message>
        <source>All tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How all tables are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which hours both lists show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hours on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Amounts</name>
    <message>
        <source>1 table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour can be reserved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} hours can be reserved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{opens} to {closes}, the next day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{opens} to {closes}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AvailablePanel</name>
    <message>
        <source>Available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free tables</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>Reservations follow the clock of the database, so none is at a wrong hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials: {initials}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is at this station (Ctrl+I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live, {n} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not live since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine&apos;s clock is {by} slow</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CalendarPopup</name>
    <message>
        <source>Calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month after</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel a reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick one that was made at this station, or find it by phone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reservation of this station is left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at {station}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for {phone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under {phone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reservation to come under {phone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for the number once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel table {table}, {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter goes to the list, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter twice cancels it, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}. Press once more to cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling table {table} at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Reservations with {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hour can be reserved on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last hour of {day} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour} on {day} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The house has no hour at {hour} on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full for {party} at {hour}. The nearest free hours:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full for {party} on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reservation with {text}, on {day} or ahead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reservation with {text} on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {hour}, table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve a second table: {table} at {hour} for {party}, {guest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve table {table} on {day} at {hour} for {party}, {guest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve table {table} at {hour} for {party}, {guest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} hours earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} hours later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter takes the first, arrows another, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter shows it, Ctrl+Enter goes on, Del cancels, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter reserves it, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter opens it, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandDesk</name>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Find or reserve: 4 20</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find or reserve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party, hour, phone, name in any order; four digits or a name find a reservation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPanel</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong in the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reservations that were confirmed are safe. You can go on working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the report to whoever looks after the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Walk-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} spare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>party of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being taken at {stations}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being taken at {n} stations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} stations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free until {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>allergy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} free for {party} {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this evening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {hour}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DayPicker</name>
    <message>
        <source>Day before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, open the calendar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DaysPage</name>
    <message>
        <source>Prepare the days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tables}, {seats}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} days ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare {count} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: the days that are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use that one, or set up yours beside it as a second restaurant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything you answered is still here. Nothing is made twice when it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The days are being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The days are not all prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a restaurant already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each day gets its hours, and each hour all its tables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done is kept. You can go on now or at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be tried again at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything you answered is still here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guests can reserve now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hour of today and the next {count} days will be prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after day {number} of {total}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the restaurant and its tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, day {number} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{restaurant} is ready: {tables}, {seats}, every hour from {first} to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No table picked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick a row to see its details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {start} to {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour}, table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is seated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seats}, too few for {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seats}, no spare seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seats}, 1 spare seat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seats}, {spare} spare seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opens at {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free since {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{guest}, until {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closes at {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{guest} at {hour}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DialogFrame</name>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DueRow</name>
    <message>
        <source>{table} is still seated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{guest} is next, no other table is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {guest} to table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{table}, for {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DueStrip</name>
    <message>
        <source>Due now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next at {hour}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyDay</name>
    <message>
        <source>No tables yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without tables there is nothing to reserve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No table seats {party}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest table seats {seats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hours were kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too far ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The days up to {day} are prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not prepared yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hours of this day are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hour of {day} can be reserved any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full for {party} {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nearest free hours on this day:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full for {party} on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next day may have a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tables {tables} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to {day}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldHead</name>
    <message>
        <source>optional</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Reading {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes at other stations are not heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day is read again every two seconds. Each table is checked when you reserve it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database answers slowly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you see may have changed. Each table is checked when you reserve it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} cannot be read now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be shown yet. It is tried again every second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new can be saved. It is tried again every second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see the state of {time}. Nothing new can be saved. It is tried again every second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Guest</name>
    <message>
        <source>Known guest: {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known guest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has an allergy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last note: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 visit, on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} visits, last on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no missed reservations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 missed reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} missed reservations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Has table {table} on {day} at {hour}, and {n} more ahead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeldSide</name>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel this reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another guest holds table {table} now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This reservation is gone, and its hour with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This reservation is gone. Table {table} is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel table {table}, {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frees table {table} at {hour}. Press once more to cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling the reservation of table {table}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This table is marked as taken, but nobody is in the book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HolderView</name>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guest without a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 guest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{party} guests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{station} (this station)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HostActs</name>
    <message>
        <source>Reserved at {house}: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserved: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled at {house}: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved at {house}: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HoursPage</name>
    <message>
        <source>Opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every reservation lasts an hour and begins on the hour. It is the same every day of the week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First pick two different hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: time zone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HoursPicker</name>
    <message>
        <source>Opens at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guests can reserve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After midnight, still the same evening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24:00, midnight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour}, the next day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open around the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes at midnight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes at {hour} the next day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HouseMenu</name>
    <message>
        <source>Cancel a reservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the book again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print or save the day sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day sheet options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InitialsDialog</name>
    <message>
        <source>Who is at {station}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stand in the history beside all that is done at this station, until others are typed. Leave it empty for no initials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter saves, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Moving</name>
    <message>
        <source>Move all the same</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Name and phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is your restaurant called?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is the one that guests call. Its country tells how the numbers of guests are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone number of the restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First type the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First type the phone number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood as {phone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood as {phone}. No such number is in use as far as is known; please check its digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restaurant needs a phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is dialled at home ({country}), or with a + and the country code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a + and the country code in front.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartySizePicker</name>
    <message>
        <source>Party of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>Valid number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such number is in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PickedActs</name>
    <message>
        <source>That hour is over; its table was kept until its end.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>Seats {seats}, {spare} spare: no table fits more closely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats exactly {seats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seats {seats}, {spare} spare: every smaller table is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening hours are two whole hours such as &quot;12:23&quot;; &quot;{hours}&quot; is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening hours go from 00 to 23 and close at 24 at the latest; &quot;{hours}&quot; does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{hours}&quot; opens and closes at the same hour. Around the clock is &quot;00:24&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a possible phone number: it is too long or not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the guest&apos;s phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has an extension. Type the number without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a letter in it. Type digits, with a + in front if the number is from abroad.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has a sign in it that no phone number has. Type digits, with a + in front if the number is from abroad.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is not a phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; is too short for a phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{phone}&quot; has no country code that is known. Type a + and the code first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name has at most {most} letters; this one has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note has at most {most} letters; this one has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time zone &quot;{zone}&quot; is not known. Pick one such as &quot;Europe/London&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restaurant needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restaurant&apos;s name has at most {most} letters; this one has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table seats {least} to {most}; {capacity} is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restaurant has at most {most} tables; this would make {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A party is {least} to {most} guests; {party} is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is for later. A walk-in is seated in the running hour or the next; reserve it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is already taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} seats {seats}. A party of {party} needs a larger table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{part}&quot; is not understood. Write how many tables, then their seats, such as &quot;6 x 2&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{count} × {capacity}&quot; is {count} tables of {capacity}, but a table seats {least} to {most}. For {capacity} tables of {count} write &quot;{capacity} × {count}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no full hour. Tables are reserved from one full hour to the next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no restaurant {id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled at {station}, {gone_day} {gone_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show at {station}, {gone_day} {gone_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released at {station}, {gone_day} {gone_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was taken back at {station}, {gone_day} {gone_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time zone of {restaurant} is not known yet. Pick it once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This reservation does not exist, or no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no table {table} at {hour} on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} waits for another station&apos;s unfinished write. Nothing was saved; try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} cannot be reserved: that hour is stored twice. The check of the book names it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{phone} already holds table {table} at {hour} on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no hour {id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has just been taken at {station}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are several restaurants, so &quot;{phone}&quot; needs its country code: type a + first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is not held by {phone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The country of {phone} has more than one clock. Pick the time zone of {restaurant}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tables are saved, but the database fell silent before every hour had them. They are added to the hours when it answers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{restaurant} has been set up at another station meanwhile. Nothing was saved here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was reserved since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was seated since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was given another status since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was moved since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was cancelled since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was marked as a no-show since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was released since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} was changed back since, at {station}, {done_day} {done_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since, at {station}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to take back: the journal has no such entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what was done with a reservation can be taken back; this was not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservation of table {table} at {hour} on {day} has been changed since by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given away since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a walk-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} has been given to {guest} since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hour of {hour} on {day} is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} on {day} is free and seats {seats}. Nobody has to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry of the waitlist does not exist, or no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This entry of the waitlist has been changed since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not know the certificate of this station: nobody in it has the name that the certificate is made out to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not accept this name and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {host} in the address of the database is not known. Look whether it is spelt right, and whether this computer is on line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the database cannot be understood. It looks like mongodb://name@host/?replicaSet=rs0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name or the password in the address of the database holds a character that must be written as its code: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the database holds a name without a password. It looks like mongodb://name:password@host/?replicaSet=rs0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not answer. Nothing was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This book was written by a newer version of the program. Install that version on this station as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book has to be prepared once by the database&apos;s owner; this station has no right to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Using the database that is already open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping a database that was left running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upgrading the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the database for the first time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the database again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another MongoDB server (process {number}) is using the data in {folder}. Stop it and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a backup copy before the database is upgraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database was stopped while it was starting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has the reservations in {folder} open, but its database does not answer. Close that program and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database started but could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The database writes its log there: give this user the right to write in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server {program} could not be started ({why}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database could not be started: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has MongoDB {found}, which cannot read them in one step. Start once with MongoDB {between} (name it in {variable}), then again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s processor lacks AVX, which MongoDB 5.0 and newer need. Use another computer for the database and give its address as the MongoDB URI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No MongoDB server (mongod) was found on this computer. Install MongoDB 5.0 or newer, name the program in {variable}, or give the URI of a MongoDB elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reservations were written by MongoDB {data}, and this computer has only MongoDB {found}, which cannot read them. Install MongoDB {data}, or a newer version of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server on this computer is too old: {servers}. Version {oldest}.0 or newer is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server that was named is not there: {path}. Correct the path and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that was named does not run or is no MongoDB server: {path}. Correct the path and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server {path} cannot run here: the system library {library} is missing. Install it and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to ({why}). The reservations are kept there: give this user the right to write in it, or choose another home folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is nearly full: {free} are free in {folder}, and the database needs {needed}. Free some space and start again; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be read ({why}). Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database in {folder} did not start: it ended with {ending}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: the database in {folder} could not start. Free some space and start again; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database&apos;s key file {file} cannot be used. Restore it from a backup, or delete it: a new one is made at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database cannot write to the folder {folder}. Give this user the right to write in it, or choose another home folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the data in {folder}. Close it and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server does not know one of its settings; it may be of a version this program was not made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data in {folder} are damaged. Start again; if it stays so, restore the folder from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program listens where the database should: its address is taken. Close that program, or restart the computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data in {folder} were written by another version of MongoDB, which this one cannot read. Use the version of this program that was here before, or a newer one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database in {folder} could not be opened. Start again; if it stays so, restore the folder from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The MongoDB server crashed at the start. Some versions do so on newer systems: name another one in RESV_MONGOD.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signal {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database has no place for its socket: the path may have at most {most} bytes, in a folder that belongs to you alone. Choose a home folder with a shorter path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database did not answer in time, so it is not known whether this was saved. Try again: it is never done twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This MongoDB was started as a member of a replica set that does not exist yet. Run rs.initiate() once in mongosh, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This MongoDB is a standalone server, and only a replica set can keep two parties from one table. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address of the database leads nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This MongoDB is version {version}. Version 5.0 or newer is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A database cannot be called &quot;{database}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This MongoDB answers, but it is no member of the replica set that the address names: the set has another name, or it is a standalone server. Start it with --replSet rs0 and run rs.initiate() once; one server is enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This station has no right to write into the book. Nothing was saved; the database&apos;s owner can give it the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book&apos;s own rules do not allow this entry. Nothing was saved; `resv-desktop check` names what is wrong in the book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another station&apos;s unfinished write is in the way. Nothing was saved; try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the database is not valid yet. Look whether the clock of this computer is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database cannot prove who it is: this station does not know the authority that made its certificate. Name the file of that authority in the address, as tlsCAFile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the database is made out to another name than the one in the address. Use the name that it is made out to, or have it made anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of the database has expired. Whoever looks after the database has to renew it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not speak TLS at this address. Look at the port, or take tls=true out of the address if the connection need not be secure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database hangs up before a word is said, as one does that speaks only TLS. Add tls=true to the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database hangs up on this station and does not accept its certificate in {path}. Ask whoever looks after the database for one that it knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database hangs up, as one does that asks each station for a certificate of its own. Name the file of this station&apos;s certificate in the address, as tlsCertificateKeyFile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of this station in {path} cannot be used. The file must hold the certificate and its key, and {option} must fit where the key is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of this station in {path} has expired. Ask whoever looks after the database for a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in {path} is locked by a password, which the address lacks. Add it as {option}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {path}, which the address names as {option}, cannot be read ({why}). Correct the address, or put the file there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be saved in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known which restaurant is meant: open one of them in the window first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no restaurant in the book yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day sheet could not be saved in {folder}: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printers of this machine do not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer {printer} does not answer. It may still print the day sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer {printer} did not take the day sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day sheet could not be saved: the disk is full. The folder is {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password for the database ({name}) is not kept on this computer, or no longer. Write it into the &quot;uri&quot; in {path} once more, as mongodb://name:password@host; it is moved to a safe place at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {path} cannot be understood, so it is not known which database this station belongs to. Mend the file, or delete it to begin with the usual settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other users of this computer can enter the folder {folder}, and that cannot be changed ({why}). It must belong to you: make it yours, or choose another home folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is nearly full: free at least 1 GB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no book in the database &quot;{database}&quot; yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no book in {folder} yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReservationsModel</name>
    <message>
        <source>Table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>party of {party}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReserveForm</name>
    <message>
        <source>As it is dialled here, or with + and the country code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} seats {seats}. A party of {party} needs a larger table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} seats {seats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReserveSide</name>
    <message>
        <source>Reserve table {table}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} is free again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether table {table} at {hour} was reserved. The lists show it once the database answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter reserves, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not answer. What you type stays; nothing can be saved until it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose how many guests come: table {table} seats {seats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserving table {table} at {hour}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is still not known whether table {table} at {hour} was reserved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve a second table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestaurantChooser</name>
    <message>
        <source>Which restaurant is this stand for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restaurants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up a new restaurant</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeatActs</name>
    <message>
        <source>Arrived: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seated: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No-show, the table is free: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left early, the table is free: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {facts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Set up a restaurant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The days are being prepared. Press Stop before you leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether the restaurant was saved; the next start shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the set-up? Nothing has been saved, and what you typed is not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {n} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hour}, continued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not live since {as_of}. What was reserved or cancelled after that is not on this sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made {day}, {time}, at {station}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book has no hours for this day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken, no name is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No table is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free: {tables}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reservations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 reservation, covers: {covers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} reservations, covers: {covers}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetActs</name>
    <message>
        <source>This day has not been read yet, so there is no sheet of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The printer {printer} is not there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day sheet is being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day sheet has gone to the printer {printer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day sheet saved: {file} in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Day sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hour: table, party, name, the last four digits of the phone, note, status, and rows to write in. A PDF of today and the next days is kept here in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on Ctrl+P does this at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The day sheet is being made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>Table {table}, {hour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {hour} to {end}, {seats} seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} (evening of {evening}), {hour} to {end}, {seats} seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This hour has begun. It ends at {end}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} is no longer in the book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} has just been taken at {station}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour} is {being_taken}. Whoever reserves it first has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other table is free for a party of {party} that day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this one is left that day for a party of {party}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these two are left that day for a party of {party}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nearest for a party of {party}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table} at {hour}, {seats} seats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} goes to the other table, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last} go to another table, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} and {last} go to another table, Escape leaves.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Reservations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still to come</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>One fewer: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TablesPage</name>
    <message>
        <source>Tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which tables do you have?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type them in one line, or set the number for each size. The list follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables in one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tables} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tables}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First finish the line of tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First say your tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: prepare 14 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A restaurant needs a table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example &quot;6 x 2, 10 x 4&quot;: 6 tables of 2 and 10 tables of 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tables}, {seats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tables yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>{hour}, {taken} of {tables} tables taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {table}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimezoneDialog</name>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked once and then kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the time zone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The running day, from now on (Ctrl+T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day before (Left in a list, Ctrl+Left anywhere)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day after (Right in a list, Ctrl+Right anywhere)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Party size (keys 1 to 8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo: nothing here is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening hours not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed on this day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open around the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {opens} to {closes}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{time} (1st)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} (2nd)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day} {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{weekday} {month} {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{weekday} {number} {month}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZonePage</name>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First pick a time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guessed from {phone} ({country}). Does the time agree?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hour of the book is an hour of this clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which clock hangs on your wall?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{zone} is not in the country of your phone number ({country}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is more than one time zone in this country ({country}). Please check.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZonePicker</name>
    <message>
        <source>Another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>City, country or zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No place or zone is called &quot;{text}&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or a click chooses a place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No time zone yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for your city below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is {hour} there now, {day}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Head</name>
    <message>
        <source>{column}, sort by it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}, sorted downwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{column}, sorted upwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table numbers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_SizeRow</name>
    <message>
        <source>Tables of {seats}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
