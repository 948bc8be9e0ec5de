namespace ShimLsp.Core.Conversation.Asking;

/// <summary>French, Spanish, Portuguese and Italian words of follow-ups.</summary>
internal static class FollowUpRomance
{
    public static readonly (Says Says, string Words)[] Words = [.. French, .. Spanish, .. Portuguese, .. Italian];

    private static (Says Says, string Words)[] French =>
        [
            (
                Says.Filler,
                "le la les l un une des du de d à au aux en dans sur avec pour par est sont était être suis es je j nous me m mon"
            ),
            (
                Says.Filler,
                "ma mes te t il elle on ils ai as ont avons fait faire fais faites peux peut pourrais dois doit faut s'il plaît plait"
            ),
            (
                Says.Filler,
                "svp stp juste seulement alors maintenant déjà très tout tous toute toutes quoi pourquoi comment quand où qui que qu quel"
            ),
            (
                Says.Filler,
                "quelle c s continuez continuer vas-y vas va allez aller allez-y avance poursuis poursuivez reprends reprendre termine"
            ),
            (
                Says.Filler,
                "finis finir reste restant essaie essaye essayez réessaie réessayez recommence lance relance exécute utilise prends"
            ),
            (
                Says.Filler,
                "prendre besoin veux voudrais pense sais vois regarde montre dis explique donne arrête attends chose choses partie"
            ),
            (
                Says.Filler,
                "étape étapes choix approche façon manière idée changement changements modification modifications fichier fichiers"
            ),
            (
                Says.Filler,
                "fonction ligne lignes résultat résultats sortie tâche réponse numéro deux trois quatre premier première deuxième"
            ),
            (Says.Filler, "seconde troisième dernier dernière d'accord entendu exact exactement oublié problème"),
            (Says.Filler | Says.You, "tu vous ton ta tes votre vos"),
            (
                Says.Filler | Says.Points,
                "ça ca cela ceci celui celle ceux celui-ci celui-là autre autres même mêmes pareil pareille idem aussi"
            ),
            (Says.Filler | Says.Points, "encore nouveau plutôt précédent précédente y"),
            (Says.Filler | Says.Joins, "oui si mais et ou ouais sauf puis"),
            (Says.Filler | Says.Joins | Says.Denies, "non"),
            (Says.Filler | Says.Thanks, "merci parfait super génial excellent nickel top bien"),
            (Says.Filler | Says.Works, "marche marchent fonctionne fonctionnent bon bonne correct corrigé résolu passe passent"),
            (Says.Filler | Says.Denies, "ne n pas rien jamais aucun aucune"),
            (Says.Filler | Says.Still, "toujours"),
            (
                Says.Filler | Says.Fails,
                "erreur erreurs échoue échouent échoué echoue échec échecs plante plantent cassé cassée casse faux fausse"
            ),
            (Says.Filler | Says.Fails, "mauvais mauvaise bloqué"),
            (
                Says.Filler | Says.Does,
                "corrige corriger répare ajoute ajouter écris écrire crée créer implémente renomme supprime enlève mets"
            ),
            (
                Says.Filler | Says.Does,
                "modifie déplace convertis construis conçois migre optimise cherche trouve débogue documente extrais génère"
            ),
            (Says.Filler | Says.Does, "configure installe remplace analyse vérifie réécris prouve"),
        ];

    private static (Says Says, string Words)[] Spanish =>
        [
            (
                Says.Filler,
                "el los las uno una unos unas del al con por para es son era ser está están estaba estoy soy yo nosotros mi mis se su"
            ),
            (
                Says.Filler,
                "sus he ha hemos han puede puedes podrías debe hay qué favor porfa solo sólo entonces ahora ya muy más todo todos toda"
            ),
            (
                Says.Filler,
                "todas algo cómo cuando dónde quién cuál porque aquí ahí continúa continua continuar sigue seguir sigamos adelante procede"
            ),
            (
                Says.Filler,
                "prosigue avanza reanuda termina terminar acaba restante intenta inténtalo prueba pruébalo reintenta ejecuta ejecutar corre"
            ),
            (
                Says.Filler,
                "haz hazlo hacer hace hiciste usa usar utiliza toma necesito quiero creo sé ve mira muestra di dime explica da dame espera"
            ),
            (
                Says.Filler,
                "cosa cosas parte paso pasos opción opciones punto enfoque forma manera idea sugerencia cambio cambios código archivo"
            ),
            (
                Says.Filler,
                "archivos función línea líneas pruebas resultado resultados salida solución versión tarea pregunta respuesta número dos"
            ),
            (
                Says.Filler,
                "tres cuatro primero primera primer segundo segunda tercero tercera último última vale claro dale listo acuerdo exacto"
            ),
            (Says.Filler, "problema"),
            (
                Says.Filler | Says.Points,
                "lo eso esto ese esa este esta estos estas esos esas aquello otro otra otros otras mismo misma mismos"
            ),
            (Says.Filler | Says.Points, "mismas igual también tambien vez anterior ambos"),
            (Says.Filler | Says.Joins, "sí si pero y o además excepto"),
            (Says.Filler | Says.Thanks, "gracias perfecto bien genial bueno excelente estupendo"),
            (Says.Filler | Says.Works, "funciona funcionan funcionó correcto arreglado resuelto pasa pasan anda sirve"),
            (Says.Filler | Says.Denies, "no nada nunca tampoco ningún ninguna"),
            (Says.Filler | Says.Still, "todavía todavia aún aun"),
            (Says.Filler | Says.Fails, "falla fallan fallando falló fallo fallos errores roto rota rompiste rompió rompe mal incorrecto"),
            (Says.Filler | Says.Fails, "equivocado colgado bloqueado"),
            (
                Says.Filler | Says.Does,
                "arregla arréglalo arreglalo corrige corrígelo repara añade agrega escribe crea implementa refactoriza"
            ),
            (
                Says.Filler | Says.Does,
                "renombra elimina borra quita actualiza modifica cambia mueve convierte construye diseña migra optimiza investiga"
            ),
            (
                Says.Filler | Says.Does,
                "busca encuentra depura documenta extrae genera configura instala reemplaza analiza revisa reescribe demuestra"
            ),
        ];

    private static (Says Says, string Words)[] Portuguese =>
        [
            (
                Says.Filler,
                "os um uma uns umas do da dos das na em nos nas com é são está estão estava estou sou eu nós meu minha seu sua ele ela"
            ),
            (
                Says.Filler,
                "tem tenho temos pode poderia deve há só apenas então agora já muito mais tudo todos algo como onde quem qual aí lá"
            ),
            (
                Says.Filler,
                "continua siga segue prossiga prossegue ir vai vamos frente avance retome termine acabe tente tenta tentar teste execute"
            ),
            (
                Says.Filler,
                "rode roda faça faz fazer use utilize pegue preciso quero acho sei veja vê olha mostre diga explique pare espere coisa coisas"
            ),
            (
                Says.Filler,
                "passo passos opção opções ponto plano abordagem maneira ideia sugestão mudança mudanças alteração alterações código"
            ),
            (
                Says.Filler,
                "arquivo arquivos ficheiro linha linhas testes saída solução versão tarefa pergunta resposta dois três quatro primeiro"
            ),
            (Says.Filler, "primeira segundo segunda terceiro terceira último última blz claro exato beleza certo"),
            (Says.Filler | Says.You, "você vocês voce"),
            (
                Says.Filler | Says.Points,
                "isso isto essa esses essas estes aquilo outro outra outros outras mesmo mesma mesmos mesmas também novo"
            ),
            (Says.Filler | Says.Points, "novamente anterior ambos"),
            (Says.Filler | Says.Joins, "sim mas e ou além exceto"),
            (Says.Filler | Says.Joins | Says.Denies, "não nao"),
            (Says.Filler | Says.Thanks, "obrigado obrigada valeu perfeito ótimo otimo legal excelente bom boa show"),
            (Says.Filler | Says.Works, "funcionou funcionando correto corrigido resolvido passam deu"),
            (Says.Filler | Says.Denies, "nem nenhum nenhuma"),
            (Says.Filler | Says.Still, "ainda"),
            (Says.Filler | Says.Fails, "falha falhas falham falhou falhando erro erros quebrou quebrado quebra errado errada travou trava"),
            (
                Says.Filler | Says.Does,
                "corrija conserta conserte arrume adicione adiciona escreva crie cria implemente refatore renomeie remova"
            ),
            (
                Says.Filler | Says.Does,
                "apague atualize modifique mude mova converta construa projete migre porte otimize investigue procure encontre"
            ),
            (Says.Filler | Says.Does, "depure extraia gere instale substitua analise revise reescreva"),
        ];

    private static (Says Says, string Words)[] Italian =>
        [
            (
                Says.Filler,
                "il i gli di della dei delle alla nel nella dal sono sta stai sto io noi ti hai ho abbiamo hanno può puoi potresti deve"
            ),
            (
                Says.Filler,
                "devi c'è che favore soltanto allora adesso ora già molto più tutto tutti tutte qualcosa dove chi quale perché qui lì"
            ),
            (
                Says.Filler,
                "continuare prosegui procedi procedere avanti andiamo riprendi finisci finire completa rimanente riprova esegui eseguire"
            ),
            (
                Says.Filler,
                "lancia fai fallo fare fatto usare utilizza prendi voglio vorrei penso vedi guarda mostra dimmi spiega dai dammi ferma"
            ),
            (
                Says.Filler,
                "aspetta cose passi opzione opzioni piano approccio modo suggerimento modifiche cambiamento codice funzione riga righe"
            ),
            (
                Says.Filler,
                "risultato risultati soluzione versione compito domanda risposta numero due tre quattro primo prima secondo terzo terza"
            ),
            (Says.Filler, "ultimo ultima va esatto certo così"),
            (Says.Filler | Says.You, "tuo tua"),
            (
                Says.Filler | Says.Points,
                "ciò questo questa quello quella questi queste quelli quelle altro altra altri altre stesso stessa stessi"
            ),
            (Says.Filler | Says.Points, "stesse anche ancora nuovo invece precedente entrambi"),
            (Says.Filler | Says.Joins, "sì ma ed oppure però tranne"),
            (Says.Filler | Says.Thanks, "grazie perfetto bene ottimo benissimo bravo"),
            (Says.Filler | Says.Works, "funziona funzionano funzionato corretto giusto risolto passano"),
            (Says.Filler | Says.Denies, "niente nulla mai nessun nessuno"),
            (
                Says.Filler | Says.Fails,
                "errore errori fallisce falliscono fallito fallendo rotto rotta rompe sbagliato sbagliata errato bloccato"
            ),
            (
                Says.Filler | Says.Does,
                "correggi correggilo ripara sistema sistemalo aggiungi scrivi rifattorizza rinomina rimuovi cancella"
            ),
            (
                Says.Filler | Says.Does,
                "aggiorna modifica sposta converti costruisci progetta ottimizza indaga cerca trova estrai sostituisci analizza"
            ),
            (Says.Filler | Says.Does, "rivedi riscrivi dimostra"),
        ];
}
