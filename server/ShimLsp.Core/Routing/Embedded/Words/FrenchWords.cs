using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>French: the words of <see cref="EnglishWords"/> as developers who write it use them.</summary>
internal static class FrenchWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            bonjour bonsoir salut coucou merci svp stp plaît veuillez peux pouvez pourrais pourriez peux_tu pouvez_vous cordialement
            d_avance
            """
        ),
        new(
            Terms.Asking,
            """
            pourquoi_est quel quelle quels quelles quoi où est_ce qu_est
            """
        ),
        new(
            Terms.SmallEdit,
            """
            renommer renomme renommez renommé renommage supprimer supprime supprimez enlever enlève enlevez retirer retire retirez vire
            virer mettez augmenter augmente diminuer diminue inverser inverse masquer masque cacher cache_le cache_la décommenter
            décommente commente_la inutilisé inutilisés inutilisée inutilisées inutiles inutile monter_la bascule basculer
            """
        ),
        new(
            Terms.Typo,
            """
            faute fautes faute_de coquille coquilles orthographe grammaire frappe
            """
        ),
        new(
            Terms.Formatting,
            """
            indenter indente indenté formater formate formatage reformater reformate espaces espace saut_de sauts_de ordre_alphabétique
            alphabétique alphabétiquement majuscule majuscules minuscule minuscules guillemets accolades point_virgule points_virgules
            aligner aligne
            """
        ),
        new(
            Terms.Documenting,
            """
            commentaire commentaires commenter commente documente documenter documentation doc message_de notes_de journal_des lisez_moi
            lisezmoi
            """
        ),
        new(
            Terms.SmallThing,
            """
            bouton boutons libellé libellés étiquette étiquettes couleur couleurs titre titres textes message_d constante constantes champ
            champs colonne colonnes ligne lignes marge marges police taille icône icônes image lien liens valeur valeurs par_défaut
            paramètre paramètres attribut attributs propriété en_tête pied_de fond exemple exemples chaîne chaînes logo
            """
        ),
        new(
            Terms.Little,
            """
            simples simplement juste seulement petit petite petits petites rapide_question vite_fait courte courts rapidement bête débutant
            débutante exercice facile minimum basique uniquement une_ligne un_seul une_seule
            """
        ),
        new(
            Terms.OnePlace,
            """
            cette cet ce ces ici ci_dessous ci_dessus dessous dessus cette_fonction cette_ligne ce_fichier suivant suivante
            """
        ),
        new(
            Terms.Explaining,
            """
            expliquer explique expliquez expliques explication résumer résumez résumé décrire décris décrivez décrit signifie veut_dire
            différence différences sert_à à_quoi ça_fait que_fait que_signifie comprendre comprends quelle_commande syntaxe montre montrer
            dis_moi
            """
        ),
        new(
            Terms.Making,
            """
            écrire écris écrivez créer crée créez ajouter ajoute ajoutez implémenter implémente implémentez implémentation générer génère
            générez faire fais faites développer développe développez construire construis besoin coder code_moi rajoute rajouter
            fonctionnalité programme_moi réaliser réalise
            """
        ),
        new(
            Terms.Ordinary,
            """
            formulaire formulaires valider requête requêtes recherche rechercher filtrer filtre filtres tri paginer connexion déconnexion
            téléverser télécharger télécharge téléchargement formulaire_de composant composants vues fenêtre modale tâche tâches file_d
            file_de notification notifications envoyer envoie saisie écran courriel mail mails ligne_de page_de contrôleur
            """
        ),
        new(
            Terms.Converting,
            """
            convertir convertis convertissez conversion traduire traduis traduisez traduction transformer transforme transformez sérialiser
            sérialise désérialiser exporter exporte importer réécris_en passer_en passe_en lire_le
            """
        ),
        new(
            Terms.Testing,
            """
            tester testez unitaire unitaires test_unitaire tests_unitaires tests_d couverture bouchon bouchons mocker simuler
            """
        ),
        new(
            Terms.Reshaping,
            """
            refactoriser refactorise refactorisez refactorisation refacto refactorer restructurer restructuration découper découpe découpez
            découpage découpler découple découplage séparer sépare séparez séparation scinder scinde extraire extrais extraction factoriser
            factorise unifier unifie fusionner fusionne nettoyer nettoie réorganiser réorganise repenser remanier monolithe isoler isole
            éclater mutualiser
            """
        ),
        new(
            Terms.Migrating,
            """
            migrer migre migrez basculer_de passer_de porter portage remplacer_notre réécrire réécris réécriture montée_de monter_de
            bascule_sans abandonner_le sortir_de ancien_système héritage_de patrimonial double_écriture
            """
        ),
        new(
            Terms.Diagnosis,
            """
            pourquoi raison origine déboguer débogue débuguer débugger débug déboggage débogage planter plante plantent plantage plantages
            crashs crashe crasher fige figer gèle bloque_de investiguer enquêter enquête diagnostiquer diagnostique diagnostic analyser
            analysez trouver_pourquoi comprendre_pourquoi d_où fuite fuites fuite_mémoire régression régressions reproduire reproduis
            corrompu corrompues perdus disparaissent disparaît dérive résultats_faux faux_résultats ne_marche marche_plus disparu disparus
            perdu perdue redémarre redémarrent se_fige redémarrer redémarrage
            """
        ),
        new(
            Terms.Intermittent,
            """
            parfois rarement occasionnellement intermittente intermittents sporadique sporadiques aléatoire aléatoires aléatoirement
            par_moments temps_en instable instables une_sur en_prod en_production sous_charge au_hasard au_bout pas_toujours reproductible
            non_reproductible certains_jours la_nuit chaque_semaine quelques_semaines au_fil
            """
        ),
        new(
            Terms.Concurrency,
            """
            concurrente concurrents concurrentes concurrence simultané simultanés simultanée simultanées simultanément interblocage
            interblocages blocage verrou verrous verrouiller verrouillage verrouille fil_d parallèle parallèles paralléliser parallélise
            parallélisation parallélisme situation_de course conditions_de compétition en_même même_temps atomique atomiques atomicité
            annulation famine réentrant synchroniser acteur acteurs écrase écrasent écrasé écrasées même_moment dernier_article
            """
        ),
        new(
            Terms.LockFree,
            """
            sans_verrou sans_verrous sans_lock modèle_mémoire barrière barrières linéarisable linéarisabilité ordre_mémoire
            """
        ),
        new(
            Terms.Distribution,
            """
            distribué distribuée distribués distribuées distribution réplication répliquer réplique répliques répliqué répliquée
            transactionnel transactionnelle partitionnement partitionner partitionné nœud nœuds noeud noeuds élection multi_région
            multi_locataire locataire locataires régions datacenters hors_ligne hors_connexion synchro cohérence_à événements fédération
            basculement sans_réseau réseau_coupé sans_connexion
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotence garantir garantis garantit garanties exactement exactement_une cohérence cohérent cohérente durabilité sans_perte
            perte_de perdre aucune_perte jamais_perdre doublon doublons déterministe déterminisme tolérant tolérance_aux panne pannes
            coupure reprise reprendre récupération survivre survit équité intégrité isolation sérialisable au_centime correction_formelle
            double_réservation deux_fois perdues négatif moins_un
            """
        ),
        new(
            Terms.Proof,
            """
            prouver prouve prouvez preuve preuves démontrer démontre démonstration théorème lemme formelle formel formellement
            contre_exemple contre_exemples récurrence indécidable décidable vérification_formelle
            """
        ),
        new(
            Terms.Scope,
            """
            tout toute partout ensemble_du entier entière intégralité tout_le toute_l tous_les toutes_les équipes plateformes plusieurs
            projet_entier dépôt couches appelants l_ensemble
            """
        ),
        new(
            Terms.Constraint,
            """
            sans sans_interruption interruption arrêt sans_arrêt sans_coupure sans_casser casser rétrocompatible rétrocompatibles
            rétrocompatibilité compatibles compatibilité préserver préserve progressivement progressive graduellement ne_doit ne_doivent
            ne_pas inchangé inchangée effets_de anciens_clients anciennes_versions continuer_à restent_compatibles sans_arrêter
            sans_interrompre sans_couper
            """
        ),
        new(
            Terms.LowLevel,
            """
            compilateur noyau allocateur ramasse_miettes vectoriser vectorisation assembleur pilote pilotes bas_niveau
            comportement_indéfini indéfini virgule_flottante flottants flottant embarqué octet_par micrologiciel interruption_matérielle
            """
        ),
        new(
            Terms.Algorithm,
            """
            algorithme algorithmes algorithmique inférence_de inférence planificateur optimiseur ordonnanceur ordonnancement solveur
            contraintes interpréteur incrémental incrémentale incrémentalement grammaire_de flot_de graphe graphes plus_court
            programmation_dynamique heuristique heuristiques géométrie polygones numérique numériquement stabilité automate automates états
            collaboratif annuler_rétablir rétroaction fusion_à optimal optimale optimum
            """
        ),
        new(
            Terms.Security,
            """
            sécurité sécuriser sécurise sécurisé sécurisée faille failles vulnérabilité vulnérabilités vulnérable authentification
            authentifier autorisation autorisations chiffrer chiffrement chiffré déchiffrer déchiffrement attaque attaques attaquant
            attaquants habilitations privilège privilèges certificat certificats rotation_des cloisonnement malveillant malveillante bac_à
            fuite_de menace menaces durcir durcissement fraude fraudes usurpation des_autres autrui client_voit accès_du
            """
        ),
        new(
            Terms.Performance,
            """
            performances perf perfs lent lente lents lentes lenteur ralentit ralentissement rapide accélérer accélère accélérez optimiser
            optimisez latence débit goulot goulots mémoire_utilisée consommation ramer temps_de trop_lent saccades saccade démarrage
            quadratique plus_rapide
            """
        ),
        new(
            Terms.Design,
            """
            concevoir conçois concevez conception architectures architecturer compromis stratégie stratégies protocole protocoles proposer
            proposez proposition modéliser modélise modélisation schéma_de spécification spécifier extensibilité feuille_de plan_de
            réfléchir réfléchis langage_de frontières évolutif gouvernance
            """
        ),
        new(
            Terms.Evidence,
            """
            vidage_mémoire profileur trace_réseau rapport_de journaux métriques tableau_de panne_de
            """
        ),
        new(
            Terms.Scale,
            """
            milliard milliards milliers millier centaines par_seconde requêtes_par montée_en scalabilité passage_à forte_charge temps_réel
            go_de to_de utilisateurs_simultanés
            """
        ),
        new(
            Terms.Demand,
            """
            chaque jamais toujours quel_que quelle_que quelque_soit même_si même_quand même_en pendant entre ordre arbitraire imbriqué
            imbriqués imbriquée récursif récursive récursivement cas_limites cas_limite cas_particuliers tordus subtile partagé partagée
            partagés dans_tous ni
            """
        ),
        new(
            Terms.HowMany,
            """
            combien
            """
        ),
        new(
            Terms.Trade,
            """
            fonction fonctions méthode méthodes classe fichier fichiers appli serveur serveurs base_de base_données bdd listes tableau
            tableaux objet objets erreur erreurs bogue boucle boucles bibliothèque dépendance dépendances branche réponse utilisateur
            utilisateurs facture factures commande commandes mot_de compte mémoire réseau processus fuseau clé clés données donnée
            événement dossier répertoire déployer déploie déploiement compilation paquet pointeur tampon octets horodatage
            """
        ),
    ];
}
