using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>Italian: the words of <see cref="EnglishWords"/> as developers who write it use them.</summary>
internal static class ItalianWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            ciao salve buongiorno buonasera grazie prego perfavore favore per_favore per_piacere cortesemente gentilmente potresti potreste
            puoi potete saresti saluti mi_puoi riesci
            """
        ),
        new(
            Terms.Asking,
            """
            quale quali cosa cos_è come chi com_è
            """
        ),
        new(
            Terms.SmallEdit,
            """
            rinomina rinominare rinominate rinominato rinominami togli togliere rimuovi rimuovere cancella cancellare eliminare alza
            abbassa aumentare diminuisci scambia nascondi nascondere commenta_la decommenta inutilizzati inutilizzate inutilizzato
            inutilizzata inutili
            """
        ),
        new(
            Terms.Typo,
            """
            refuso refusi battitura grammatica accenti
            """
        ),
        new(
            Terms.Formatting,
            """
            indentazione indentare formatta formattare formattazione riformatta spazi spazio_bianco a_capo ordina ordinare
            ordine_alfabetico maiuscolo maiuscole maiuscola minuscolo minuscole virgolette graffe
            """
        ),
        new(
            Terms.Documenting,
            """
            commento commenti commenta commentare documentare documentazione messaggio_di note_di
            """
        ),
        new(
            Terms.SmallThing,
            """
            pulsante pulsanti bottone bottoni etichetta etichette colore colori titolo titoli testo testi messaggio messaggi variabile
            variabili costante costanti campi colonna riga righe margine dimensione icona immagine valore valori predefinito parametri
            attributo proprietà intestazione piè_di sfondo versione esempio esempi stringa stringhe nome_della nome_del
            """
        ),
        new(
            Terms.Little,
            """
            soltanto semplice semplici semplicemente piccolo piccola piccoli piccole veloce_domanda velocemente banale banalissimo
            esercizio una_riga cosina semplicissimo una_sola un_solo
            """
        ),
        new(
            Terms.OnePlace,
            """
            questa questo questi queste qui sotto sopra seguente in_questa questa_funzione questo_file quella
            """
        ),
        new(
            Terms.Explaining,
            """
            spiega spiegare spiegami spiegazione riassumi riassumere riassunto descrivi descrivere descrivimi vuol_dire differenza
            differenze tra_un cosa_fa a_cosa quale_comando capire capisco sintassi dimmi fammi_vedere
            """
        ),
        new(
            Terms.Making,
            """
            scrivi scrivere scrivimi creare creami aggiungi aggiungere aggiungimi implementare implementami implementazione generare
            generami fai fare fammi sviluppa sviluppare costruisci costruire serve_un serve_una mi_serve funzionalità inserisci inserire
            realizza realizzare
            """
        ),
        new(
            Terms.Ordinary,
            """
            modulo_di validazione validare convalida ricerca cerca cercare filtrare filtri paginazione impaginare accesso disconnessione
            caricare caricamento scaricare scarica componenti viste finestra attività coda notifica notifiche inviare invia schermata
            riga_di controllore elenco pianificato
            """
        ),
        new(
            Terms.Converting,
            """
            converti convertire convertimi conversione traduci tradurre traduzione trasforma trasformare trasformami parsare parsa
            serializza serializzare deserializzare esporta esportare importare passa_a passare_a
            """
        ),
        new(
            Terms.Testing,
            """
            testare testa_la test_unitari unitari copertura mockare simulare collaudo
            """
        ),
        new(
            Terms.Reshaping,
            """
            rifattorizza rifattorizzare rifattorizzazione refattorizza refattorizzare refactorare ristruttura ristrutturare
            ristrutturazione separare separazione dividi dividere suddividi suddividere disaccoppia disaccoppiare disaccoppiamento estrai
            estrarre unificare pulisci pulire riorganizza riorganizzare consolidare monolite spezza spezzare modularizzare ridisegna
            riprogetta riprogettare
            """
        ),
        new(
            Terms.Migrating,
            """
            migrare migrazione migrazioni migriamo portarlo passare_da riscrivi riscrivere riscrittura vecchio_sistema sistema_legacy
            ereditato doppia_scrittura aggiornare_da dismettere dismissione
            """
        ),
        new(
            Terms.Diagnosis,
            """
            perché causa_radice debuggare debugga debuggami fallisce falliscono fallimento si_blocca bloccano blocca_tutto si_pianta pianta
            crashare crashano si_inchioda indaga indagare scopri scoprire capire_perché diagnosticare diagnosi analizza analizzare analisi
            regressione riprodurre riproduce spariscono sparisce spariti corrotto corrotti corruzione divergono rintraccia rintracciare
            non_funziona non_torna non_tornano smette_di trova_la sparire perde si_ferma riavviare riavvio
            """
        ),
        new(
            Terms.Intermittent,
            """
            a_volte ogni_tanto talvolta sporadico sporadica sporadicamente sporadici casuale casuali casualmente intermittenti instabile
            instabili una_su in_produzione sotto_carico a_caso non_sempre dopo_ore saltuario saltuariamente di_notte ogni_poche
            poche_settimane
            """
        ),
        new(
            Terms.Concurrency,
            """
            concorrenti concorrenza simultanei contemporaneamente stallo blocco blocchi parallelo parallela paralleli parallelizza
            parallelizzare parallelismo condizione_di condizioni_di corsa corse allo_stesso stesso_momento nello_stesso atomicità
            cancellazione_cooperativa sincronizzare sincronizzazione contesa sovrascrive sovrascrivono stesso_tempo ultimo_pezzo
            """
        ),
        new(
            Terms.LockFree,
            """
            senza_lock senza_blocchi senza_mutex barriera linearizzabile linearizzabilità
            """
        ),
        new(
            Terms.Distribution,
            """
            distribuito distribuita distribuiti distribuite replicare repliche replicazione transazione transazioni transazionale
            partizionato partizionamento partizionare partizioni nodi elezione_del multiregione multi_regione regioni eventi senza_rete
            senza_connessione scollegati
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotenti idempotenza garantisci garantire garantisce garanzia garanzie esattamente esattamente_una consistenza coerenza
            coerente durevole durabilità perdita perdere perdite senza_perdere senza_perdita duplicato duplicati duplicata tollerante
            tolleranza_ai guasti guasto ripristino recupero riprendere sopravvivere sopravvive sopravviva equità integrità serializzabile
            al_centesimo due_volte doppioni perso persi negativo meno_uno
            """
        ),
        new(
            Terms.Proof,
            """
            dimostra dimostrare dimostrami dimostrazione prova_che prova_formale invarianti controesempio controesempi induzione
            indecidibile decidibile verifica_formale
            """
        ),
        new(
            Terms.Scope,
            """
            tutto tutta tutto_il tutta_la tutti_i tutte_le intero intera moduli servizi microservizi piattaforme ovunque dappertutto vari
            varie in_tutti livelli chiamanti
            """
        ),
        new(
            Terms.Constraint,
            """
            senza senza_rompere rompere senza_fermare senza_interruzioni interruzioni interruzione senza_downtime disservizio disservizi
            retrocompatibile retrocompatibili retrocompatibilità compatibile compatibili compatibilità preservare graduale non_deve
            non_devono non_può non_possono non_possiamo intatto intatta effetti_collaterali vecchi_client vecchie_versioni continui_a
            continuino_a senza_interrompere
            """
        ),
        new(
            Terms.LowLevel,
            """
            compilatore allocatore vettorizzare vettorizza vettorizzazione basso_livello comportamento_indefinito indefinito virgola_mobile
            puntatore_pendente
            """
        ),
        new(
            Terms.Algorithm,
            """
            algoritmi inferenza inferenza_dei pianificatore ottimizzatore schedulatore risolutore vincoli grammatica_per grafi
            cammino_minimo programmazione_dinamica approssimazione euristica euristiche poligoni stabilità compressione automa automi
            collaborativo collaborativa annulla_e ottimale ottimali ottimi ottimalità
            """
        ),
        new(
            Terms.Security,
            """
            sicurezza sicuro sicura mettere_in proteggere vulnerabilità vulnerabile autenticazione autenticare autorizzazione cifrare
            cifratura crittografare crittografia criptare decifrare attacco attacchi attaccante attaccanti permessi privilegi certificato
            certificati firma_digitale rotazione_delle malevolo malevola malevoli minaccia minacce iniezione falle violazione frode frodi
            falsificabile falsificare contraffare degli_altri altrui di_altri cliente_vede
            """
        ),
        new(
            Terms.Performance,
            """
            prestazioni prestazione lenti lentezza rallenta rallentamenti veloce velocizza velocizzare accelera accelerare ottimizza
            ottimizzare ottimizzazione latenza collo_di colli_di ci_mette impiega troppo_lento più_veloce scatta scatti avvio
            """
        ),
        new(
            Terms.Design,
            """
            progetta progettare progettami progettazione progetto_di architettura architetture strategia protocollo protocolli proponi
            proporre proponimi modellare modella modellazione specifica specifiche estensibile estensibilità alternative piano_di pianifica
            pianificare compromessi pro_e nostro_proprio linguaggio_di
            """
        ),
        new(
            Terms.Evidence,
            """
            profilo tracce traccia rapporto_di metriche incidenti cattura_di log_del
            """
        ),
        new(
            Terms.Scale,
            """
            milione milioni miliardi migliaia centinaia al_secondo richieste_al scalabile scalabilità scalare scali alto_traffico
            carico_elevato tempo_reale tera giga utenti_contemporanei
            """
        ),
        new(
            Terms.Demand,
            """
            ogni mai qualsiasi qualunque anche_se anche_quando anche_in mentre tra stesso stessa ordine annidato annidati annidata
            ricorsivo ricorsiva ricorsivamente casi_limite sottile sottili condiviso condivisa condivisi globali interazioni entrambi
            entrambe sia
            """
        ),
        new(
            Terms.HowMany,
            """
            quanti quante
            """
        ),
        new(
            Terms.Trade,
            """
            funzione funzioni metodi classi codice applicazione base_dati tabella oggetto oggetti errore errori ciclo cicli librerie
            dipendenza dipendenze ramo configurazione risposta richiesta richieste utente utenti clienti fattura fatture ordini rete
            processi eccezione eccezioni chiave chiavi dati cartella directory pagine deployare rilascio compilare tipi pacchetto
            interfaccia puntatore
            """
        ),
    ];
}
