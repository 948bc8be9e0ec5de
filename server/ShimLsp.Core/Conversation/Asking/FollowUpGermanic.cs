using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>German words of follow-ups.</summary>
internal static class FollowUpGermanic
{
    public static readonly ImmutableArray<(Says Says, string Words)> Words =
    [
        (Says.Filler, "der die das den dem des ein eine einen einem einer zu zum zur für fuer im am auf mit von vom bei als ist sind"),
        (Says.Filler, "war waren"),
        (Says.Filler, "sein wird werden bin bist ich wir mir mich uns man hat habe haben hast kann kannst können könntest soll sollte"),
        (Says.Filler, "sollen"),
        (Says.Filler, "muss müssen darf mal bitte einfach nur dann jetzt nun noch schon sehr mehr alle alles jede jeder etwas was"),
        (Says.Filler, "warum wieso"),
        (Says.Filler, "wie wann wo wer welche welcher wenn weil dort nach vor weiter weitermachen mach mache machs machen gemacht los"),
        (Says.Filler, "geh gehe"),
        (Says.Filler, "fortfahren fahre fahr fort setze fertig rest übrigen versuch versuche versuchs probier probiere wiederhole"),
        (Says.Filler, "führe ausführen"),
        (Says.Filler, "aus starte nimm nehmen verwende benutze nutze brauche will möchte würde denke glaube weiß sieh schau schaue"),
        (Says.Filler, "zeig zeige"),
        (Says.Filler, "sag erklär erkläre gib stopp warte ding dinge sache sachen teil schritt schritte schritten möglichkeit variante"),
        (Says.Filler, "punkt"),
        (Says.Filler, "ansatz weg weise idee vorschlag vorschläge änderung änderungen datei dateien funktion zeile zeilen ergebnis"),
        (Says.Filler, "ausgabe"),
        (Says.Filler, "lösung aufgabe frage antwort nummer eins zwei drei vier fünf erste ersten erster erstes zweite zweiten zweiter"),
        (Says.Filler, "zweites"),
        (Says.Filler, "dritte dritten drittes letzte letzten gern gerne vielleicht okay alles klar ordnung einverstanden passt"),
        (Says.Filler, "genau"),
        (Says.Filler | Says.You, "du dich dir dein deine ihr sie"),
        (Says.Filler | Says.Points, "es dies dieses diese dieser diesen andere anderen anderer anderes anderem gleiche gleichen"),
        (Says.Filler | Says.Points, "gleiches"),
        (Says.Filler | Says.Points, "dasselbe selbe selben derselbe auch stattdessen wieder nochmal nochmals erneut vorherige beide"),
        (Says.Filler | Says.Points, "ihn ihm hier da"),
        (Says.Filler | Says.Joins, "ja jo doch aber und oder jedoch außerdem"),
        (Says.Filler | Says.Joins | Says.Denies, "nein nö ne"),
        (Says.Filler | Says.Thanks, "super prima klasse toll danke dankeschön perfekt spitze wunderbar schön"),
        (Says.Filler | Says.Works, "funktioniert funktionieren geht klappt läuft richtig korrekt stimmt behoben gut"),
        (Says.Filler | Says.Denies, "nicht nie kein keine keinen nichts"),
        (Says.Filler | Says.Still, "immer weiterhin"),
        (Says.Filler | Says.Fails, "fehler fehlermeldung schlägt schlagen fehl fehlgeschlagen scheitert kaputt kaputtgemacht falsch*"),
        (Says.Filler | Says.Fails, "bricht"),
        (Says.Filler | Says.Fails, "abgestürzt stürzt absturz hängt"),
        (Says.Filler | Says.Does, "behebe beheb korrigiere repariere füge schreib schreibe erstelle implementiere benenne entferne"),
        (Says.Filler | Says.Does, "lösche"),
        (Says.Filler | Says.Does, "aktualisiere ändere verschiebe wandle baue entwirf migriere portiere optimiere untersuche finde"),
        (Says.Filler | Says.Does, "suche"),
        (Says.Filler | Says.Does, "dokumentiere extrahiere teile generiere konfiguriere installiere ersetze analysiere prüfe"),
        (Says.Filler | Says.Does, "überarbeite beweise"),
    ];
}
