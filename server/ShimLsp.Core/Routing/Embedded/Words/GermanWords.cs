using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>German: the words of <see cref="EnglishWords"/> as developers who write it use them.</summary>
internal static class GermanWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            bitte danke hallo moin servus grüße dankeschön dank vielen_dank könntest könnten würdest würden kannst magst liebe lieber
            """
        ),
        new(
            Terms.Asking,
            """
            wie wieso weshalb wozu wer wo welche welcher welches woher
            """
        ),
        new(
            Terms.SmallEdit,
            """
            umbenennen umbenenne umbenannt benenne umzubenennen nenne entferne entfernen lösche löschen gelöscht hochsetzen anheben erhöhe
            erhöhen tausche vertausche austauschen einblenden ausblenden ausblende blende auskommentieren auskommentiere einkommentieren
            rausnehmen rauswerfen raus rausschmeißen streichen ungenutzte ungenutzten unbenutzte unbenutzten überflüssige überflüssigen
            hardcodiert hartkodiert hartcodierte
            """
        ),
        new(
            Terms.Typo,
            """
            tippfehler rechtschreibung rechtschreibfehler schreibfehler vertipper buchstabendreher grammatik formulierung verschrieben
            """
        ),
        new(
            Terms.Formatting,
            """
            einrückung einrückungen einrücken eingerückt formatiere formatieren formatiert formatierung leerzeichen leerzeile leerzeilen
            zeilenumbruch zeilenumbrüche semikolon semikolons sortiere sortieren sortiert alphabetisch großbuchstaben kleinbuchstaben
            großschreiben kleinschreiben klammern anführungszeichen zeilenlänge umbrechen
            """
        ),
        new(
            Terms.Documenting,
            """
            kommentar kommentare kommentaren kommentiere kommentieren doku dokumentation dokumentiere dokumentieren dokumentationskommentar
            beschreibungstext änderungsprotokoll commitnachricht liesmich versionshinweise
            """
        ),
        new(
            Terms.SmallThing,
            """
            knopf knöpfe schaltfläche beschriftung beschriftungen farbe farben überschrift überschriften meldung fehlermeldung konstante
            konstanten variablen feld felder spalte spalten texte zeichenkette abstand hintergrund hintergrundfarbe symbol bild titel zeile
            spaltenname variablenname wert werte standardwert vorgabewert parametername eigenschaft beispiel versionsnummer skript
            platzhalter ausgabe dateiname pfad kopfzeile fußzeile
            """
        ),
        new(
            Terms.Little,
            """
            einfach einfache einfacher einfachen kurz kurze kurzen kurzes nur klein kleine kleinen kleiner kleines schnell mal_eben mal_kurz
            mal_schnell kleinigkeit simpel anfänger hausaufgabe übung einzeiler minimal bisschen lediglich grundlegend einzige_stelle
            """
        ),
        new(
            Terms.OnePlace,
            """
            diese diesen dieser dieses diesem hier unten oben darunter darüber folgende folgenden folgender datei_hier die_zeile
            """
        ),
        new(
            Terms.Explaining,
            """
            erkläre erklär erklären erklärung erklärst erläutere erläutern zusammenfassen fasse zusammenfassung beschreibe beschreiben
            beschreibung bedeutet bedeuten heißt unterschied unterschiede zwischen_dem was_macht was_ist was_bedeutet wie_heißt verstehe
            verstehen zeig zeige wofür welcher_befehl
            """
        ),
        new(
            Terms.Making,
            """
            schreib schreibe schreiben erstelle erstell erstellen anlegen lege implementiere implementieren implementiert implementierung
            baue bau bauen einbauen ergänze ergänzen hinzufügen hinzu füge erzeuge erzeugen generiere generieren mach mache machen
            programmiere entwickle entwickeln brauche brauchen bräuchte funktionalität
            """
        ),
        new(
            Terms.Ordinary,
            """
            formular formulare validierung validiere validieren prüfung eingabe eingabefeld abfrage abfragen suche filtern filtere
            sortierung seitennavigation blättern anmeldung abmeldung anmelden abmelden hochladen herunterladen ansicht komponente
            warteschlange zwischenspeicher schnittstelle befehlszeile kommandozeile dienst auftrag zeitplan benachrichtigung
            benachrichtigungen maske anmeldeseite paginierung
            """
        ),
        new(
            Terms.Converting,
            """
            konvertiere konvertieren konvertiert konvertierung umwandeln wandle wandel umgewandelt übersetze übersetzen übersetzung
            übersetzt umrechnen parsen parst serialisieren serialisiere deserialisieren transformiere exportiere exportieren einlesen
            auslesen importieren
            """
        ),
        new(
            Terms.Testing,
            """
            testfall testfälle komponententest komponententests integrationstest integrationstests teste testen getestet testabdeckung
            abdeckung mocken gemockt
            """
        ),
        new(
            Terms.Reshaping,
            """
            refaktoriere refaktorieren refaktorisieren refaktorisiere refactore refactoren refactorn refactorisieren refaktorierung
            refaktorisierung umbauen umbau baue_um umstrukturieren umstrukturiere umstrukturierung aufteilen teile aufgeteilt aufteilung
            aufspalten zerlege zerlegen entkoppel entkopple entkoppeln entkoppelt entkopplung trennen trenne trennung herauslösen auslagern
            ausgelagert lagere vereinheitlichen vereinheitliche zusammenführen zusammenlegen aufräumen überarbeiten überarbeite
            überarbeitung entflechten extrahieren extrahiere abstrahieren modularisieren monolithen gottklasse umkrempeln
            """
        ),
        new(
            Terms.Migrating,
            """
            migriere migrieren migriert migrationen migrationspfad umstellen umstelle umstellung umgestellt umsteigen umstieg umzug umziehen
            umziehe ablösen ablösung abgelöst portieren portiere portierung überführen überführung neuschreiben altsystem altsysteme altlast
            altlasten altbestand datenübernahme datenmigration schemaänderung aktualisieren_auf upgraden ersetzen_durch parallelbetrieb
            """
        ),
        new(
            Terms.Diagnosis,
            """
            warum wieso_bekomme ursache ursachen fehlersuche fehlerursache absturz abstürze abstürzt stürzt abgestürzt crasht gecrasht hängt
            hängen aufhängt hängenbleibt bleibt_hängen einfriert friert debugge debuggen analysiere analysieren analyse untersuche
            untersuchen untersuchung finde_heraus herausfinden rausfinden nachvollziehen reproduzieren reproduzierbar speicherleck
            speicherlecks leck lecks verschwindet verschwinden falsche_ergebnisse kaputt geht_kaputt eingrenzen aufspüren diagnostiziere
            woran liegt_das verliert verlieren weg_sind spurlos bleibt_stehen stehen_bleibt stirbt wächst neustart stillsteht
            """
        ),
        new(
            Terms.Intermittent,
            """
            manchmal gelegentlich selten sporadisch sporadische sporadischen sporadischer unregelmäßig zufällig ab_und hin_und ab_zu
            zeitweise mitunter flackert unzuverlässig nur_in unter_last nur_produktiv jedes_zehnte alle_paar nach_stunden nach_tagen
            tagelang intermittierend intermittierende nichtdeterministisch nicht_reproduzierbar hin_wieder nachts nachtlauf paar_wochen
            paar_tage jede_woche jede_nacht über_tage
            """
        ),
        new(
            Terms.Concurrency,
            """
            nebenläufig nebenläufige nebenläufigen nebenläufigkeit nebenläufigkeitsproblem gleichzeitig gleichzeitige gleichzeitigen
            verklemmung verklemmungen wettlauf wettlaufsituation wettlaufbedingung faden threadsicher threadsicherheit parallele parallelen
            parallelisieren parallelisiere parallelisierung parallelität sperre sperren gesperrt sperrt mutexe blockiert blockieren
            blockierend abbruch atomar atomare konkurrierend konkurrierende zugriffe verhungern synchronisieren synchronisierung
            synchronisation synchronisiert überschreiben überschreibt überschrieben letzte_stück
            """
        ),
        new(
            Terms.LockFree,
            """
            sperrfrei sperrfreie sperrfreien wartefrei wartefreie lockfrei lockfreie speichermodell speicherordnung speicherbarriere
            speicherbarrieren linearisierbar linearisierbarkeit ohne_locks ohne_sperren ohne_lock
            """
        ),
        new(
            Terms.Distribution,
            """
            verteilt verteilte verteilten verteiltes verteilter repliziere replizieren repliziert replikation replikat replikate konsens
            transaktion transaktionen transaktional transaktionale ausfallsicher ausfallsicherheit knoten mandant mandanten mandantenfähig
            mandantenfähigkeit partitionierung partitioniert rechenzentrum rechenzentren regionen nachrichtenschlange ereignisgesteuert
            ereignisse mehrmandanten offlinefähig abgleich netzteilung kein_netz ohne_netz funkloch netz zweigstellen
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotente idempotenz garantiert garantieren garantie garantien genau_einmal konsistent konsistente konsistenz dauerhaft
            verlustfrei datenverlust verlorengehen verloren_gehen nichts_verloren keine_doppelten doppelt_gebucht deterministisch
            deterministische ausfalltolerant fehlertolerant fehlertoleranz stromausfall wiederanlauf wiederaufnehmbar wiederaufsetzen
            wiederherstellung wiederherstellen zurückrollen korrektheit bitgenau bytegenau cent_genau isolationsstufe serialisierbarkeit
            überlebt überleben doppelbuchung doppelbuchungen konflikte doppelt doppelte doppelten dubletten zweimal minus_eins verloren
            """
        ),
        new(
            Terms.Proof,
            """
            beweis beweise beweisen bewiesen beweist nachweisen nachweis invariante invarianten formale formalen formell korrektheitsbeweis
            gegenbeispiel gegenbeispiele induktion unentscheidbar entscheidbar modellprüfung
            """
        ),
        new(
            Terms.Scope,
            """
            gesamte gesamten gesamter gesamtes ganze ganzen ganzes überall alle_dienste alle_module alle_services sämtliche sämtlichen
            modulen dienste diensten plattformen codebasis projektweit systemweit komplette kompletten quer_durch alle_stellen alle_aufrufer
            aufrufer schichten mandantenübergreifend mehrere_services anwendungsweit durchgängig
            """
        ),
        new(
            Terms.Constraint,
            """
            ohne ausfall ausfallzeit unterbrechung unterbrechungsfrei betriebsunterbrechung kompatibel kompatible kompatibilität
            abwärtskompatibel abwärtskompatible rückwärtskompatibel rückwärtskompatible rückwärtskompatibilität laufenden_betrieb
            laufendem_betrieb schrittweise stückweise darf_nicht dürfen_nicht darf_nie weiterhin unverändert beibehalten erhalten_bleiben
            bleiben_muss alte_clients ältere_versionen nebenwirkungen seiteneffekte nicht_brechen gleichbleibend stillstand nicht_stehen
            laufender laufendem weiterlaufen
            """
        ),
        new(
            Terms.LowLevel,
            """
            übersetzerbau speicherverwaltung speicherbereinigung vektorisieren vektorisiere vektorisierung assemblercode registerzuteilung
            lebenszeiten lebensdauer undefiniertes_verhalten undefiniert gleitkomma gleitkommazahlen treiber treibern speicherseiten
            nativer_speicher speicherzugriffsfehler zeigerarithmetik befehlssatz echtzeit
            """
        ),
        new(
            Terms.Algorithm,
            """
            algorithmus algorithmen algorithmisch typinferenz typsystem typprüfer abfrageplaner optimierer grammatik_für inkrementell
            inkrementelle inkrementellen datenfluss abhängigkeitsgraph kürzester kürzeste_wege dynamische_programmierung näherung
            näherungsverfahren heuristik heuristiken geometrie polygone kompression komprimierung numerisch numerische stabilität
            zustandsautomat zustandsmaschine rückgängig kollaborativ kollaboratives zusammenführung löser kostenmodell graphen baumstruktur
            suchindex optimale optimalen kürzeste kürzesten bestmöglich
            """
        ),
        new(
            Terms.Security,
            """
            sicherheit sicherheitslücke sicherheitslücken sicherheitsrelevant sicher sichere absichern abgesichert schwachstelle
            schwachstellen angreifer angriff angriffe angreifbar verwundbar authentifizierung autorisierung authentifiziere verschlüsseln
            verschlüssele verschlüsselt verschlüsselung entschlüsseln entschlüsselung berechtigung berechtigungen rechtekonzept
            rechteausweitung signatur signaturen zertifikat zertifikate schlüsselrotation schlüsselwechsel passwörter bedrohungsmodell
            einschleusen unbefugt unbefugte manipulation datenleck härten mandantentrennung betrug fälschungssicher manipulieren manipuliert
            abhören fremde fremden fremder anderer_kunden andere_kunden unberechtigt ohne_passwort
            """
        ),
        new(
            Terms.Performance,
            """
            langsam langsame langsamer schneller beschleunigen beschleunige beschleunigung performanter performant leistung laufzeit latenz
            durchsatz optimiere optimieren optimierung engpass engpässe flaschenhals speicherverbrauch speicherbedarf ruckelt ruckeln
            auslastung startzeit antwortzeit antwortzeiten dauert ewig zu_langsam cpu_last zwischenspeichern quadratisch sekunden_dauern
            """
        ),
        new(
            Terms.Design,
            """
            entwirf entwurf entwerfen entwürfe architektur architekturen konzept konzeption konzipiere konzipieren abwägung abwägungen
            abwägen abwäge strategie strategien protokoll protokolle datenmodell domänenmodell schnittstellenentwurf planung vorschlag
            vorschlagen schlage entscheidungsvorlage erweiterbar erweiterbarkeit spezifikation spezifiziere eigenes eigene_sprache
            abfragesprache rahmenwerk alternativen vor_und nachteile modelliere
            """
        ),
        new(
            Terms.Evidence,
            """
            speicherabbild speicherabbilder heapdump threaddump profil flammengraph absturzbericht protokolldateien metriken messwerte
            mitschnitt störung ausfallbericht vorfall
            """
        ),
        new(
            Terms.Scale,
            """
            millionen milliarden tausend tausende hunderttausend hunderte pro_sekunde anfragen_pro gleichzeitige_nutzer hochlast skalieren
            skaliert skalierbar skalierbarkeit skalierung horizontal
            """
        ),
        new(
            Terms.Demand,
            """
            jede jeder jedes jedem jeden immer nie niemals beide beiden sowohl auch_wenn selbst_wenn egal unabhängig während gleiche
            gleichen derselbe dieselbe beliebig beliebige beliebiger verschachtelt verschachtelte rekursiv rekursive randfall randfälle
            grenzfall grenzfälle sonderfälle gemeinsam reihenfolge globale subtil versteckt zusammenspiel wechselwirkung alle_fälle weder
            """
        ),
        new(
            Terms.HowMany,
            """
            wieviele wieviel wie_viele wie_viel
            """
        ),
        new(
            Terms.Trade,
            """
            funktion funktionen methode methoden klasse klassen datei dateien modul quellcode programm programme schleife schleifen fehler
            datenbank datenbanken tabelle tabellen anwendung seite seiten liste listen objekt objekte typ typen rückgabewert argument
            argumente schnittstellen bibliothek bibliotheken paket pakete abhängigkeit abhängigkeiten zweig zweige verzeichnis ordner
            konfiguration einstellung einstellungen anfrage anfragen antwort nutzer benutzer benutzern kunde kunden rechnung rechnungen
            bestellung bestellungen passwort konto speicher netzwerk prozess prozesse ausnahme ausnahmen fehlerbehandlung protokollierung
            zeitstempel datum zeitzone schlüssel deployen deploye gemerged gepusht committen bauvorgang ereignis zeiger referenz puffer
            datensatz datensätze daten logik skripte zeichensatz
            """
        ),
    ];
}
