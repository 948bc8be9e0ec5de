using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>Portuguese: the words of <see cref="EnglishWords"/> as developers who write it use them.</summary>
internal static class PortugueseWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            olá oi obrigado obrigada valeu pfv pf faz_favor bom boa bom_dia boa_tarde boa_noite agradeço poderia você_pode consegue
            consegues podes podia abraço abraços gentileza por_gentileza
            """
        ),
        new(
            Terms.Asking,
            """
            qual quais quem onde quando o_que
            """
        ),
        new(
            Terms.SmallEdit,
            """
            renomeia renomear renomeie renomeando tira tirar tire remove_esse remover remova apaga apagar apague exclui excluir exclua
            deleta deletar aumente diminui esconder comenta_a sobrando não_usados não_usadas
            """
        ),
        new(
            Terms.Typo,
            """
            digitação acento acentos
            """
        ),
        new(
            Terms.Formatting,
            """
            indentação identação formata formatar formatação espaços em_branco quebra_de quebras_de ordem_alfabética alfabética maiúscula
            maiúsculas aspas chaves
            """
        ),
        new(
            Terms.Documenting,
            """
            comentário comentários comentar comente documentação mensagem_de
            """
        ),
        new(
            Terms.SmallThing,
            """
            botão botões rótulo rótulos cor cores mensagem mensagens variável variáveis coluna colunas linha linhas margem fonte tamanho
            ícone ícones imagem padrão parâmetro parâmetros propriedade cabeçalho rodapé fundo versão exemplo exemplos nome_da nome_do
            """
        ),
        new(
            Terms.Little,
            """
            só somente apenas simplesmente rapidinho rapidinha curto curta iniciante exercício uma_linha coisinha
            """
        ),
        new(
            Terms.OnePlace,
            """
            isto essa esse isso nessa nesse nesta neste abaixo acima desta deste dessa desse seguinte essa_função esse_arquivo
            """
        ),
        new(
            Terms.Explaining,
            """
            explicação resume_esse resuma resumo descreve descrever descreva diferença diferenças entre_um pra_que serve qual_comando
            entendo sintaxe me_diz me_fala
            """
        ),
        new(
            Terms.Making,
            """
            escreve escrever escreva cria criar crie adiciona adicionar adicione acrescenta acrescentar acrescente implementação gera gerar
            gere faz fazer faça desenvolve desenvolver desenvolva constrói preciso quero_um quero_uma funcionalidade inclui incluir inclua
            monta montar
            """
        ),
        new(
            Terms.Ordinary,
            """
            formulário formulários validação valide busca pesquisa paginação tela_de tela telas sair envie baixar janela tarefa tarefas
            fila notificação notificações listagem relatório agendamento cadastro
            """
        ),
        new(
            Terms.Converting,
            """
            converte converter converta conversão traduz traduzir traduza tradução parseia desserializar passa_para passar_para
            """
        ),
        new(
            Terms.Testing,
            """
            testes testar teste_unitário testes_unitários unitário unitários testa_a mockar mocka
            """
        ),
        new(
            Terms.Reshaping,
            """
            refatora refatorar refatore refatoração refatorando refactora refactorar reestrutura reestruturar reestruturação separação
            divida desacoplamento extrai extrair extraia unifique limpa limpar monólito quebrar_o quebra_esse redesenha redesenhar
            """
        ),
        new(
            Terms.Migrating,
            """
            migração migrações migrando migrarmos passar_do sair_do trocar_nosso substituir_nosso reescreve reescrever reescreva reescrita
            sistema_antigo sistema_legado legada escrita_dupla atualizar_de atualiza_de
            """
        ),
        new(
            Terms.Diagnosis,
            """
            porque_o porquê depuração debugar debuga debugando debugue falha falham falhas falhando quebra quebrando quebrou trava travando
            travado travamento travam cai_sozinho caindo derruba congelando investigue descobre descobrir descubra analisa analisar analise
            análise crasha crashar crashando vazamento vazamentos vazando regressão reproduzir reproduz sumindo somem sumiu corrompido
            corrompidos corrupção divergem diverge errado_às não_funciona não_bate parou_de sumiram desaparece desaparecem reiniciar
            congela para_sozinho
            """
        ),
        new(
            Terms.Intermittent,
            """
            às_vezes aleatório aleatórios vez_em instável instáveis em_produção sob_carga do_nada nem_sempre somente_em de_noite madrugada
            poucas_semanas de_vez
            """
        ),
        new(
            Terms.Concurrency,
            """
            concorrente concorrentes concorrência simultâneo simultâneos simultânea simultâneas impasse bloqueio bloqueios trava_de
            multithread condição_de condições_de corrida corridas ao_mesmo mesmo_tempo atômico atômica atomicidade cancelamento inanição
            sincronização contenção disputa sobrescreve sobrescrevem mesmo_momento mesma_hora última_unidade
            """
        ),
        new(
            Terms.LockFree,
            """
            sem_lock sem_locks sem_travas sem_bloqueio sem_bloqueios barreira barreiras linearizável linearizabilidade
            """
        ),
        new(
            Terms.Distribution,
            """
            distribuído distribuída distribuídos distribuídas replicação transação transações transacional particionamento partições
            eleição_de multirregião multi_região regiões mensageria sem_rede sem_internet sem_conexão
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotência garante garanta garantindo exatamente exatamente_uma consistência durável durabilidade perda perdido sem_perder
            sem_perda duplicidade duplicada determinístico tolerância_a queda quedas recuperação retomar retomável sobreviver equidade
            integridade isolamento serializável no_centavo ao_centavo duas_vezes duplicado duplicados negativo
            """
        ),
        new(
            Terms.Proof,
            """
            prova prove_que provar prova_formal demonstra demonstrar demonstração contraexemplo contraexemplos indução indecidível
            decidível verificação_formal
            """
        ),
        new(
            Terms.Scope,
            """
            todo_o toda_a todos_os todas_as inteiro inteira serviços microsserviços vários várias em_todos repositório camadas sistema_todo
            """
        ),
        new(
            Terms.Constraint,
            """
            sem sem_quebrar quebrar sem_parar sem_derrubar sem_interrupção interrupção sem_downtime sem_indisponibilidade indisponibilidade
            retrocompatível retrocompatíveis retrocompatibilidade compatível compatíveis compatibilidade aos_poucos progressiva não_pode
            não_podem não_podemos não_deve efeitos_colaterais clientes_antigos versões_antigas continue_funcionando continuem_funcionando
            sem_interromper
            """
        ),
        new(
            Terms.LowLevel,
            """
            núcleo_do alocador coletor_de vetorizar vetoriza vetorização baixo_nível comportamento_indefinido ponto_flutuante embarcado
            ponteiro_pendurado
            """
        ),
        new(
            Terms.Algorithm,
            """
            inferência inferência_de planejador planeador otimizador escalonador solucionador restrições interpretador caminho_mais
            programação_dinâmica aproximação estabilidade compressão autômato autômatos desfazer_e ótima ótimas ótimos otimalidade
            """
        ),
        new(
            Terms.Security,
            """
            segurança proteger vulnerabilidade vulnerável autenticação autorização criptografar criptografa criptografia descriptografar
            permissões privilégio privilégios assinatura_digital rotação_de ameaça ameaças injeção invasor fraude fraudes vazou vazaram
            adulterado dos_outros alheios alheia alheio cliente_vê
            """
        ),
        new(
            Terms.Performance,
            """
            desempenho lentidão acelere otimiza otimizar otimize otimização latência gargalo gargalos vazão demorando demorado muito_lento
            mais_rápido engasga engasgando inicialização quadrático
            """
        ),
        new(
            Terms.Design,
            """
            projeta projetar projete desenha desenhar desenhe arquitetura arquitetar estratégia estratégias propõe propor proponha proposta
            modelagem especificação extensível extensibilidade plano_de planeja planejar planeje nosso_próprio linguagem_de prós_e
            governança
            """
        ),
        new(
            Terms.Evidence,
            """
            rastros logs_do dump_de despejo
            """
        ),
        new(
            Terms.Scale,
            """
            milhão milhões milhares centenas requisições_por escalável escalabilidade alto_tráfego tempo_real usuários_simultâneos
            """
        ),
        new(
            Terms.Demand,
            """
            sempre qualquer quaisquer mesmo_se mesmo_que mesmo_quando enquanto mesmo mesma ordem arbitrário aninhado aninhados aninhada
            casos_extremos caso_extremo sutis compartilhado compartilhada partilhado globais interações nem tanto_quanto
            """
        ),
        new(
            Terms.HowMany,
            """
            quanto quanta quantos quantas
            """
        ),
        new(
            Terms.Trade,
            """
            função funções arquivo arquivos ficheiro ficheiros aplicação aplicativo banco_de banco tabela tabelas objecto erro erros laço
            laços dependência dependências configuração resposta requisição requisições usuário usuários utilizador utilizadores fatura
            faturas nota_fiscal senha conta memória rede processo processos exceção exceções datas fuso chave dados dado pasta diretório
            implantar implantação deployar pacote ponteiro
            """
        ),
    ];
}
