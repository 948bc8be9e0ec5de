using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The lexicon's entries, in the notation of <see cref="WordForms"/>. If a word occurs twice, the first entry is used.</summary>
internal static class LexiconWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<(Trait Trait, string Phrase, string Words)> All =
    [
        (
            Trait.Courtesy,
            "",
            """
            please pls plz thanks thank thx you kindly could would can will hi hello hey cheers appreciate appreciated grateful sorry dear
            regards bitte danke hallo merci bonjour svp stp gracias hola favor 请 谢谢 您好 お願い
            """
        ),
        (Trait.HowMany, "", "many much"),
        (
            Trait.Sum,
            "",
            """
            altogether in_total total dollar+ cent+ mile+ kilometer+ feet foot inches inch pounds pound ounces gallon+ liter+ hour+ minutes
            days weeks months years twice thrice half third quarter percent percentage remaining left_over bought buys buy sells sold costs
            cost price earn+ earned eats ate gives gave spends spent students children kids people friends apples oranges cookies candies
            eggs cakes pizza birthday school family mother father brother sister dog+ cat+ farm garden tree+ flower+ money salary profit
            savings age older younger three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred dozen
            average combined degrees mph meter+ metre+ centimeter+ kilogram+ gram+ yard+ tons teaspoon+ cup+ km kg weight weighs weigh
            players employees pieces boxes bags cards equal equally times_as fraction each_day each_week per_day per_hour per_week more_than
            less_than as_many as_much
            """
        ),
        (
            Trait.Proof,
            "asks to prove",
            """
            prove* proving proven proof+ theorem+ lemma+ formally formal invariant+ soundness sound tla coq lean4 isabelle dafny model_check
            model_checker linearization bisimulation induction counterexample+ undecidable decidable beweis* beweise beweisen prouver preuve
            demostrar demuestra 证明 不变 証明
            """
        ),
        (
            Trait.LockFree,
            "lock-free concurrency",
            """
            lock_free wait_free lockless linearizable linearizability memory_order memory_ordering memory_model acquire_release
            happens_before hazard_pointer+ rcu epoch_based compare_and cas aba seqlock seqlocks fence+ barrier+ weakly_ordered
            obstruction_free tearing false_sharing without_locks no_locks 无锁 ロックフリー
            """
        ),
        (
            Trait.Concurrency,
            "concurrency",
            """
            race+ deadlock* livelock* concurrency concurrent concurrently thread+ threading multithreaded multithreading mutex+ lock+
            locking locked atomic atomics atomically semaphore+ parallel parallelize* parallelise* parallelism starvation reentrant
            reentrancy goroutine+ cancellation structured_concurrency actor+ thread_safe thread_safety backpressure back_pressure
            interleaving+ contention contended inversion busy_waiting simultaneous simultaneously same_time at_once data_race race_condition
            critical_section nebenläufig gleichzeitig verklemmung concurrente concurrence interblocage concurrencia simultáneo interbloqueo
            hilos 并发 死锁 线程 竞态 竞争 并行 同时 並行 並列 競合 排他 同時
            """
        ),
        (
            Trait.Distribution,
            "distributed state",
            """
            distributed consensus raft paxos replication replica+ replicate* sharding shard+ sharded transaction+ transactional failover
            leader leader_election quorum partition+ partitioned eventual_consistency multi_region multi_master cross_region cross_shard
            saga+ outbox two_phase cluster+ event_sourcing event_sourced multitenant tenant+ multi_tenant gossip membership split_brain
            vector_clock+ clock_skew snapshot+ replay* replication_lag stale_reads cache_coherence causal consumer_group kafka exactly_once
            at_least offline offline_first sync_engine verteilt verteilte verteilten replizier* répliqu* distribué distribuido distribuida
            分布 分布式 事务 一致 分散 複製
            """
        ),
        (
            Trait.Guarantee,
            "strict guarantees",
            """
            idempotent idempotency idempotently durable durability consistency consistent serializable serializability isolation_level
            crash_safe crash_consistent power_loss data_loss lost_updates exactly lossless deterministic determinism deterministically
            bit_exact byte_exact byte_for bit_for correctness guarantee* guaranteeing fault_tolerant fault_tolerance fairness fair bounded
            never_lose no_lost no_duplicates duplicates torn atomicity survive* survives recover* recovery resumable resume* rollback
            roll_back roll_forward fencing exactement garantizar garantiert garantieren 保证 幂等 不丢 保証 冪等
            """
        ),
        (
            Trait.Intermittent,
            "a failure that comes and goes",
            """
            flaky flakiness intermittent intermittently sporadic sporadically occasionally sometimes randomly nondeterministic
            non_deterministic heisenbug rarely rare under_load in_production only_in once_in once_a every_few now_and from_time at_random
            after_hours after_days days overnight seldom manchmal gelegentlich selten parfois rarement veces raramente 偶尔 有时 偶发 间歇 たまに 時々
            不安定 only_on
            """
        ),
        (
            Trait.Diagnosis,
            "a cause to find",
            """
            debug** diagnose* diagnosis diagnosing investigate* investigation troubleshoot* bisect* why root_cause cause+ find_out
            figure_out track_down narrow_down reproduce* crash* crashing hang+ hangs hanging segfault+ segfaults corrupted corrupts
            corruption stall* freeze* freezes culprit regress* regression regressed leak* leaking misbehave* wrong_result+ drift* drifted
            warum ursache fehlersuche absturz stürzt pourquoi plante causa falla 为什么 原因 崩溃 排查 なぜ 調査 クラッシュ
            """
        ),
        (
            Trait.LowLevel,
            "low-level code",
            """
            compiler+ codegen jit kernel+ allocator+ gc garbage_collector garbage_collection simd avx neon vectorize* vectorise* ffi abi
            unsafe lifetime+ borrow_checker assembler assembly bytecode register_allocation driver+ miscompile* undefined_behaviour
            undefined_behavior use_after double_free out_of pointer_aliasing alias* aliasing interrupt+ dma cache_line cache_lines syscall+
            ebpf hypervisor firmware bootloader embedded linker elf dwarf stack_unwinding unwinding intrinsics calling_convention
            memory_mapped mmap page_fault+ numa endianness floating_point rounding_mode ulp off_heap native_memory heap_corruption
            stacked_borrows send_sync coroutine+ fiber+ reentrancy 编译器 内核 コンパイラ カーネル
            """
        ),
        (
            Trait.Algorithm,
            "an algorithm to think through",
            """
            algorithm+ crdt+ operational_transform btree b_tree lsm skip_list trie radix merkle bloom_filter suffix_array interval_tree
            type_inference type_checker type_system query_planner query_optimizer optimizer scheduler+ scheduling constraint_solver solver
            sat smt interpreter incremental incrementally incremental_computation parser_generator grammar+ lexer unification dataflow
            static_analysis dependency_graph topological shortest_path max_flow dynamic_programming np approximation branch_and
            simulated_annealing convex polygon+ geometry boolean_operations triangulation clipping spatial_index r_tree fft convolution
            quadrature numerically numerical stability compression codec+ entropy huffman arithmetic_coding regex_engine backtracking
            backreferences unicode_normalization bidi diff_algorithm three_way merge_conflict+ rope piece_table undo undo_redo collaborative
            state_machine+ automaton automata cost_model heuristic+ matching_engine order_book ray tracer rasterizer physics_engine
            inference_engine tokenizer ring_buffer lru algorithmus algorithme algoritmo 算法 アルゴリズム 増分
            """
        ),
        (
            Trait.Security,
            "security",
            """
            security secure securely vulnerability vulnerabilities vulnerable exploit+ exploitable authentication authorization
            authorisation authenticate* oauth oidc saml sso rbac abac encrypt* encryption decrypt* cryptographic cryptography crypto
            injection csrf xss ssrf csp privilege+ privilege_escalation sandbox+ sandboxed sandboxing attacker+ attack+ pkce mtls tls
            certificate+ threat_model threat+ pentest penetration side_channel constant_time timing_attack+ key_rotation rotate_keys hsm kms
            zero_trust least_privilege secret_sharing signature+ deserialization untrusted malicious hostile hardening harden* toctou
            replay_attack tenant_isolation row_level data_leak passkeys webauthn jwt revoke* revocation session_fixation password_hashing
            end_to_end e2ee sicherheit schwachstelle+ sécurité vulnérabilité seguridad vulnerabilidad 安全 漏洞 加密 認証 脆弱 暗号 セキュリティ
            """
        ),
        (
            Trait.Performance,
            "performance",
            """
            performance latency throughput optimize* optimise* optimization optimisation profiling profiler bottleneck+ allocation+
            quadratic hot_path hot_loop cache_misses cache_friendly branch_prediction faster slow slower slowness speed speedup speed_up
            stutter* jank memory_usage memory_footprint gc_pauses pause_times tail_latency too_slow cpu_bound io_bound zero_copy
            zero_allocation no_allocation lazily startup_time cold_start frame_rate frames dropped_frames time_complexity big_o n_plus
            full_table table_scan query_plan execution_plan langsam schneller lent lente rapide lento rápido 性能 优化 变慢 延迟 吞吐 高速 遅い 性能
            """
        ),
        (
            Trait.Migrating,
            "a migration",
            """
            migrate* migrating migration+ port_from port_our port_the porting upgrade_from cut_over cutover backfill* phase_out strangler
            move_off off_the rip_out replace_our sunset* deprecate* dual_write+ dual_writes double_write blue_green rolling_upgrade
            expand_and side_by one_year legacy rewrite* rewriting reimplement* umstell* umzieh* migrieren migrer migrar migración 迁移 升级 移行
            置き換え
            """
        ),
        (
            Trait.Reshaping,
            "a refactoring",
            """
            refactor* restructure* restructuring decouple* decoupling modularize* modularise* untangle* disentangle* redesign* rearchitect*
            overhaul* rework* carve* split** split_up break_up separate_the consolidate* unify* unifying deduplicate* de_duplicate
            abstract_away layering invert* inversion_of god_class god_object monolith dependency_injection pluggable plugin_system
            generic_over extract_the umbauen aufteilen trennen entkoppel* refactoriser découpler refactorizar desacoplar 重构 拆分 解耦 リファクタリング
            分割
            """
        ),
        (
            Trait.Design,
            "a design",
            """
            design* designing architecture architect* architectural trade_off+ tradeoff+ propose* proposal rfc adr strategy strategies
            protocol+ api_design schema_design data_model domain_model think_through alternatives plan_for roadmap versioning_scheme
            extensible extensibility plugin+ from_scratch our_own framework dsl query_language wire_format wire_protocol semantics
            specification spec state_of boundaries ownership contract_between evolution evolve* governance entwirf entwurf entwerfen
            architektur concevoir conception diseña diseñar arquitectura 设计 架构 方案 設計 アーキテクチャ
            """
        ),
        (
            Trait.Evidence,
            "evidence to read",
            """
            heap_dump+ core_dump+ dump+ flame_graph flamegraph+ profile+ perf_trace crash_report+ post_mortem postmortem incident+ outage+
            strace wireshark pcap gdb valgrind asan tsan msan race_detector thread_dump+ gc_log+ metrics graphs dashboards symptoms
            speicherabbild
            """
        ),
        (
            Trait.Scale,
            "large amounts",
            """
            million+ billion+ terabyte+ tb gb gigabyte+ petabyte+ rps qps writes_per requests_per per_second p99 p95 p50 real_time hard_real
            sla slo budget high_traffic high_load scale_to scales scaling scalable horizontally instances petabytes users_at at_scale
            thousand+ thousands hundreds millionen millones 亿 万 千万 百万
            """
        ),
        (
            Trait.Scope,
            "wide scope",
            """
            entire throughout everywhere codebase code_base repository repo monorepo modules services microservices packages subsystem+
            callers layers across all_services all_modules all_callers every_service every_caller every_module each_service all_places
            all_our platform+ platforms teams clients consumers components screens pages endpoints_in whole_app whole_application
            whole_project whole_code end_to gesamte gesamten überall alle_dienste toute toutes partout todo_el todos_los servicios 整个 所有 全部
            各个 すべて 全体 モジュール
            """
        ),
        (
            Trait.Constraint,
            "constraints on the change",
            """
            without preserve* preserving backward backwards backward_compatible compatible compatibility downtime zero_downtime no_downtime
            gradual gradually step_by interrupt* uninterrupted in_place in_flight old_clients older_clients still_work keep_working must_not
            mustn_t cannot can_t may_not regressions regression_free stays_green on_disk old_and both_versions side_effect+ unchanged
            untouched ohne ausfall kompatibel abwärtskompatibel sans rétrocompatible sin compatible_con 不能 兼容 停机 互換 停止
            """
        ),
        (
            Trait.Demand,
            "conditions that must hold",
            """
            every any never always both either whatever whichever regardless even_if even_when while under between same each_other at_any
            any_order any_time arbitrary nested recursive recursively hidden subtle subtly edge_case+ corner_case+ interplay interact*
            interaction+ shared own ours order ordering global clock+ history rules properties consistent_with under_which all_cases
            """
        ),
        (
            Trait.SmallEdit,
            "a small edit",
            """
            rename* renaming umbenennen umbenenne renommer renombra renombrar 改名 改为 名前
            """
        ),
        (
            Trait.SmallEdit,
            "a typo",
            "typo+ misspelling+ misspelled spelling grammar wording tippfehler rechtschreibung faute orthographe errata 错字 拼写 誤字 スペル"
        ),
        (
            Trait.SmallEdit,
            "formatting",
            """
            reformat* reformatting formatting indent* indentation whitespace semicolon+ prettify lint linter clippy eslint prettier
            lowercase uppercase capitalize* capital alphabetically alphabetize newline+ trailing sort_the line_length braces quotes tabs
            einrück* formatier* indentation 格式 缩进
            """
        ),
        (
            Trait.SmallEdit,
            "comments or docs",
            """
            docstring+ javadoc jsdoc xml_doc doc_comment+ readme changelog commit_message pr_description release_note+ summary_tag+
            kommentar+ commentaire+ comentario+ 注释 注解 コメント 文档
            """
        ),
        (
            Trait.SmallEdit,
            "a small edit",
            """
            bump* gitignore tooltip+ placeholder+ copyright unused deprecated_call hardcoded magic_number remove_the delete_the comment_out
            uncomment inline_the make_private make_public readonly arrow_function ternary one_liner default_value swap_the toggle_the
            hide_the turn_off turn_on raise_the lower_the set_the change_the_text put_a put_the put_in drop_the add_a flip
            """
        ),
        (
            Trait.SmallThing,
            "a detail",
            """
            comment+ docs heading+ import+ label+ color+ colour+ logging todo+ variable+ constant+ button+ icon+ margin padding font title+
            caption+ text message+ log_line print* enum+ getter+ setter+ property field+ column+ attribute+ annotation+ parameter+
            argument_name flag+ version string+ literal+ link+ header+ footer css class_name prop+ checkbox dropdown env_var
            environment_variable port timeout script+ snippet example+ sentence+ paragraph bool boolean alias_for helper+ folder+
            variable_name dockerfile yaml 变量 按钮 标签 文本 变数 ボタン ラベル 変数
            """
        ),
        (
            Trait.Little,
            "said to be little",
            """
            just only simple simply quick quickly small tiny little trivial basic minor short one_line single one_place only_one
            nothing_else easy easily beginner learning homework exercise newbie einfach kurz nur klein seulement petit solo pequeño sencillo
            简单 只 だけ 簡単 ちょっと
            """
        ),
        (
            Trait.OnePlace,
            "one place",
            """
            this here line below above it this_line this_function this_file this_method this_class the_line the_file the_function one_file
            diese dieser hier ligne cette ici esta este aquí línea 这个 这行 这 此 この ここ
            """
        ),
        (
            Trait.Explaining,
            "an explanation",
            """
            explain* explanation+ summarize* summarise* summary describe* describing meaning means difference_between tell_me walk_me
            understand what_is what_does what_s which_command syntax erkläre erklären bedeutet explique expliquer résume explica explicar
            resumen 解释 说明 什么 説明 意味 とは
            """
        ),
        (
            Trait.Testing,
            "tests to write",
            """
            unit_test+ test+ mock+ mocks fixture+ coverage assertion+ assert* snapshot_test testcase+ parametrize* table_driven 测试 テスト
            prueba pruebas
            """
        ),
        (
            Trait.Converting,
            "a conversion",
            """
            convert* converting translate* translating parse* serialize* serialise* wrap** transform* format_as export_to turn_into into_a
            rewrite_as upgrade* switch_to change_to replace_with konvertier* übersetz* umwandeln convertir traduire traduis traduce
            convierte 转换 翻译 変換 翻訳
            """
        ),
        (
            Trait.Making,
            "something to write",
            """
            write* writing implement* create* build** generate* develop* feature+ add* make* need_a want_a schreib schreibe erstelle écris
            crée ajoute escribe crea agrega añade 写 实现 添加 创建 增加 書いて 実装 追加 作成
            """
        ),
        (
            Trait.Ordinary,
            "program logic",
            """
            async await callback+ promise+ validation validate* endpoint+ pagination paginate* retry retries handler+ query queries
            component+ regex parser+ middleware cache+ caching form+ modal dialog route+ crud controller+ service hook+ reducer+ cli
            command_line csv json xml pdf upload* download* email+ cron job+ worker+ queue+ webhook+ websocket+ rate_limit rate_limiter
            rate_limiting upsert join+ index+ view+ trigger+ stored_procedure procedure docker pipeline+ workflow+ ci terraform helm login
            logout filter+ sort* search* autocomplete drag_and
            """
        ),
        (
            Trait.Trade,
            "",
            """
            function+ func method+ class classes module file+ code api apis server+ database+ db table+ bug+ error+ exception+ log+ deploy*
            branch branches commit* git merge* rebase* pull_request library libraries dependency dependencies package interface+ struct+
            array+ map+ object+ loop+ memory disk network request+ response+ http https url urls page+ app apps application client session+
            token+ password+ config configuration setting+ schema type+ generic+ template+ pointer+ reference+ buffer+ stream+ socket+
            packet+ byte+ bit+ integer+ float floats decimal date+ timestamp+ timezone+ utc json yaml toml html http3 grpc graphql rest soap
            protobuf avro parquet orm sql nosql postgres postgresql mysql sqlite mongo mongodb redis kafka rabbitmq elasticsearch spark
            airflow dbt bigquery snowflake clickhouse s3 aws azure gcp lambda docker kubernetes k8s helm terraform ansible nginx linux
            windows macos android ios browser+ chrome firefox safari python java kotlin scala swift rust golang typescript javascript react
            vue angular svelte next nextjs node nodejs deno bun npm yarn pnpm webpack vite maven gradle cargo pip poetry conda django flask
            fastapi rails laravel spring hibernate dotnet blazor wpf xaml unity unreal qt gtk opengl vulkan cuda gpu cpu ram ssd arm x86
            riscv wasm webassembly llvm gcc clang cmake make_file makefile bazel jenkins github gitlab pipeline_step job build+ compile*
            linker_flag release+ rollout feature_flag+ toggle+ model+ training_loop tensor+ dataset+ dataframe+ pandas numpy pytorch
            tensorflow notebook+ plot+ chart+ dashboard+ report+ event+ message_queue subscriber+ publisher+ producer+ listener+ observer+
            callback_hell iterator+ generator_function lambda_expression closure+ macro+ decorator+ prototype+ inheritance polymorphism
            mixin+ trait+ record+ tuple+ dict dictionary list+ set_of hash hashes hashmap key+ value+ row+ column_type primary_key
            foreign_key constraint+ cursor+ lexer_token ast cfg ir opcode+ stack heap register_value frame_buffer pixel+ shader+ texture+
            sprite+ mesh animation+ gui ui ux layout+ widget+ tab_bar menu+ tooltip_text keyboard mouse touch gesture+ viewport
            accessibility locale+ i18n l10n translation_key unicode utf encoding+ charset parser_error stdin stdout stderr terminal shell
            bash powershell zsh cron_expression daemon+ signal+ process processes pid container+ pod+ node_pool vm vms hypervisor_guest
            namespace+ volume+ ingress load_balancer proxy proxies firewall dns tcp udp ip ssl ssh vpn cdn cache_key header_value cookie+
            cors csrf_token payload+ endpoint_url status_code user_agent 程序 代码 函数 接口 数据 服务 文件 関数 コード データ サーバー ファイル Funktion Klasse Methode
            Datei Fehler Datenbank fonction classe fichier función clase archivo código base_de
            """.ToLowerInvariant()
        ),
        (
            Trait.Asking,
            "a question",
            "what which where who how explain summarize summarise describe is are does do was wie que comment cómo qué"
        ),
    ];
}
