using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>English: what a task asks for, and what makes it easy or hard.</summary>
internal static class EnglishWords
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.Courtesy,
            """
            please pls plz thanks thank thx you kindly could would can will hi hello hey cheers appreciate appreciated grateful sorry dear
            regards
            """
        ),
        new(
            Terms.Proof,
            """
            prove* proven proof+ theorem+ lemma+ formally formal invariant+ soundness sound tla coq lean4 isabelle dafny model_check
            model_checker linearization bisimulation induction counterexample+ undecidable decidable
            """
        ),
        new(
            Terms.LockFree,
            """
            lock_free wait_free lockless linearizable linearizability memory_order memory_ordering memory_model acquire_release
            happens_before hazard_pointer+ rcu epoch_based compare_and cas aba seqlock seqlocks fence+ barrier+ weakly_ordered
            obstruction_free tearing false_sharing without_locks no_locks
            """
        ),
        new(
            Terms.Concurrency,
            """
            race+ deadlock* livelock* concurrency concurrent concurrently thread+ threading multithreaded multithreading mutex+ lock+
            locking locked atomic atomics atomically semaphore+ parallel parallelize* parallelise* parallelism starvation reentrant
            reentrancy goroutine+ cancellation structured_concurrency actor+ thread_safe thread_safety backpressure back_pressure
            interleaving+ contention contended inversion busy_waiting simultaneous simultaneously same_time at_once data_race
            race_condition critical_section overwrites same_moment both_got
            """
        ),
        new(
            Terms.Distribution,
            """
            distributed consensus raft paxos replication replica+ replicate* sharding shard+ sharded transaction+ transactional failover
            leader leader_election quorum partition+ partitioned eventual_consistency multi_region multi_master cross_region cross_shard
            saga+ outbox two_phase cluster+ event_sourcing event_sourced multitenant tenant+ multi_tenant gossip membership split_brain
            vector_clock+ clock_skew snapshot+ replay* replication_lag stale_reads cache_coherence causal consumer_group kafka exactly_once
            at_least offline offline_first sync_engine no_network
            """
        ),
        new(
            Terms.Guarantee,
            """
            idempotent idempotency idempotently durable durability consistency consistent serializable serializability isolation_level
            crash_safe crash_consistent power_loss data_loss lost_updates exactly lossless deterministic determinism deterministically
            bit_exact byte_exact byte_for bit_for correctness guarantee* guaranteeing fault_tolerant fault_tolerance fairness fair bounded
            never_lose no_lost no_duplicates duplicates torn atomicity survive* recover* recovery resumable resume* rollback roll_back
            roll_forward fencing negative lost
            """
        ),
        new(
            Terms.Intermittent,
            """
            flaky flakiness intermittent intermittently sporadic sporadically occasionally sometimes randomly nondeterministic
            non_deterministic heisenbug rarely rare under_load in_production only_in once_in once_a every_few now_and from_time at_random
            after_hours after_days overnight seldom only_on at_night few_weeks
            """
        ),
        new(
            Terms.Diagnosis,
            """
            debug** diagnose* diagnosis investigate* investigation troubleshoot* bisect* why root_cause cause+ find_out figure_out
            track_down narrow_down reproduce* crash* hang+ hanging segfault+ corrupted corrupts corruption stall* freeze* culprit regress*
            regression leak* misbehave* wrong_result+ drift* restarting stops_answering stops_responding
            """
        ),
        new(
            Terms.LowLevel,
            """
            compiler+ codegen jit kernel+ allocator+ gc garbage_collector garbage_collection simd avx neon vectorize* vectorise* ffi abi
            unsafe lifetime+ borrow_checker assembler assembly bytecode register_allocation driver+ miscompile* undefined_behaviour
            undefined_behavior use_after double_free out_of pointer_aliasing alias* interrupt+ dma cache_line cache_lines syscall+ ebpf
            hypervisor firmware bootloader embedded linker elf dwarf stack_unwinding unwinding intrinsics calling_convention memory_mapped
            mmap page_fault+ endianness floating_point rounding_mode ulp off_heap native_memory heap_corruption stacked_borrows send_sync
            coroutine+ fiber+ numa_node numa_nodes numa_aware
            """
        ),
        new(
            Terms.Algorithm,
            """
            algorithm+ crdt+ operational_transform btree b_tree lsm skip_list trie radix merkle bloom_filter suffix_array interval_tree
            type_inference type_checker type_system query_planner query_optimizer optimizer scheduler+ scheduling constraint_solver solver
            sat smt interpreter incremental incrementally incremental_computation parser_generator grammar+ lexer unification dataflow
            static_analysis dependency_graph topological shortest_path max_flow dynamic_programming np approximation branch_and
            simulated_annealing convex polygon+ geometry boolean_operations triangulation clipping spatial_index r_tree fft convolution
            quadrature numerically numerical stability compression codec+ entropy huffman arithmetic_coding regex_engine backtracking
            backreferences unicode_normalization bidi diff_algorithm three_way merge_conflict+ rope piece_table undo undo_redo
            collaborative state_machine+ automaton automata cost_model heuristic+ matching_engine order_book ray tracer rasterizer
            physics_engine inference_engine tokenizer ring_buffer lru optimal optimum
            """
        ),
        new(
            Terms.Security,
            """
            security secure securely vulnerability vulnerabilities vulnerable exploit+ exploitable authentication authorization
            authorisation authenticate* oauth oidc saml sso rbac abac encrypt* encryption decrypt* cryptographic cryptography crypto
            injection csrf xss ssrf csp privilege+ privilege_escalation sandbox+ sandboxed sandboxing attacker+ attack+ pkce mtls tls
            certificate+ threat_model threat+ pentest penetration side_channel constant_time timing_attack+ key_rotation rotate_keys hsm
            kms zero_trust least_privilege secret_sharing signature+ deserialization untrusted malicious hostile hardening harden* toctou
            replay_attack tenant_isolation row_level data_leak passkeys webauthn jwt revoke* revocation session_fixation password_hashing
            e2ee other_customers other_users someone_else
            """
        ),
        new(
            Terms.Performance,
            """
            performance latency throughput optimize* optimise* optimization optimisation profiling profiler bottleneck+ allocation+
            quadratic hot_path hot_loop cache_misses cache_friendly branch_prediction faster slow slower slowness speed speedup speed_up
            stutter* jank memory_usage memory_footprint gc_pauses pause_times tail_latency too_slow cpu_bound io_bound zero_copy
            zero_allocation no_allocation lazily startup_time cold_start frame_rate frames dropped_frames time_complexity big_o n_plus
            full_table table_scan query_plan execution_plan
            """
        ),
        new(
            Terms.Migrating,
            """
            migrate* migration+ port_from port_our port_the porting upgrade_from cut_over cutover backfill* phase_out strangler move_off
            off_the rip_out replace_our sunset* deprecate* dual_write+ double_write blue_green rolling_upgrade expand_and side_by one_year
            legacy rewrite* reimplement*
            """
        ),
        new(
            Terms.Reshaping,
            """
            refactor* restructure* decouple* modularize* modularise* untangle* disentangle* redesign* rearchitect* overhaul* rework* carve*
            split** split_up break_up separate_the consolidate* unify* deduplicate* de_duplicate abstract_away layering invert*
            inversion_of god_class god_object monolith dependency_injection pluggable plugin_system generic_over extract_the
            """
        ),
        new(
            Terms.Design,
            """
            design* architecture architect* architectural trade_off+ tradeoff+ propose* proposal rfc adr strategy strategies protocol+
            api_design schema_design data_model domain_model think_through alternatives plan_for roadmap versioning_scheme extensible
            extensibility plugin+ from_scratch our_own framework dsl query_language wire_format wire_protocol semantics specification spec
            state_of boundaries ownership contract_between evolution evolve* governance
            """
        ),
        new(
            Terms.Evidence,
            """
            heap_dump+ core_dump+ dump+ flame_graph flamegraph+ profile+ perf_trace crash_report+ post_mortem postmortem incident+ outage+
            strace wireshark pcap gdb valgrind asan tsan msan race_detector thread_dump+ gc_log+ metrics graphs dashboards symptoms
            """
        ),
        new(
            Terms.Scale,
            """
            million+ billion+ terabyte+ tb gb gigabyte+ petabyte+ rps qps writes_per requests_per per_second p99 p95 p50 real_time
            hard_real sla slo budget high_traffic high_load scale_to scales scaling scalable horizontally instances users_at at_scale
            thousand+ hundreds
            """
        ),
        new(
            Terms.Scope,
            """
            entire throughout everywhere codebase code_base repository repo monorepo modules services microservices packages subsystem+
            callers layers across all_services all_modules all_callers every_service every_caller every_module each_service all_places
            all_our platform+ teams clients consumers components screens pages endpoints_in whole_app whole_application whole_project
            whole_code end_to
            """
        ),
        new(
            Terms.Constraint,
            """
            without preserve* backward backwards backward_compatible compatible compatibility downtime zero_downtime no_downtime gradual
            gradually step_by interrupted interrupting uninterrupted in_place in_flight old_clients older_clients still_work keep_working
            must_not mustn_t cannot can_t may_not regressions regression_free stays_green on_disk old_and both_versions side_effect+
            unchanged untouched keep_running keeps_running
            """
        ),
        new(
            Terms.Demand,
            """
            every any never always both either whatever whichever regardless even_if even_when while under between same each_other at_any
            any_order any_time arbitrary nested recursive recursively hidden subtle subtly edge_case+ corner_case+ interplay interact*
            interaction+ shared own ours order ordering global clock+ history rules properties consistent_with under_which all_cases
            """
        ),
        new(
            Terms.SmallEdit,
            """
            rename*
            """
        ),
        new(
            Terms.Typo,
            """
            typo+ misspelling+ misspelled spelling wording
            """
        ),
        new(
            Terms.Formatting,
            """
            reformat* reformatting formatting indent* indentation whitespace semicolon+ prettify lint linter clippy eslint prettier
            lowercase uppercase capitalize* capital alphabetically alphabetize newline+ trailing sort_the line_length braces quotes tabs
            """
        ),
        new(
            Terms.Documenting,
            """
            docstring+ javadoc jsdoc xml_doc doc_comment+ readme changelog commit_message pr_description release_note+ summary_tag+
            """
        ),
        new(
            Terms.SmallEdit,
            """
            bump* gitignore tooltip+ placeholder+ copyright unused deprecated_call hardcoded magic_number remove_the delete_the comment_out
            uncomment inline_the make_private make_public readonly arrow_function ternary one_liner default_value swap_the toggle_the
            hide_the turn_off turn_on raise_the lower_the set_the put_a put_the put_in drop_the add_a flip
            """
        ),
        new(
            Terms.Little,
            """
            just only simple simply quick quickly small tiny little trivial basic minor short one_line single one_place only_one
            nothing_else easy easily beginner learning homework exercise newbie
            """
        ),
        new(
            Terms.OnePlace,
            """
            this here line below above it this_line this_function this_file this_method this_class the_line the_file the_function one_file
            """
        ),
        new(
            Terms.Explaining,
            """
            explain* explanation+ summarize* summarise* summary describe* meaning means difference_between tell_me walk_me understand
            what_is what_does what_s which_command syntax
            """
        ),
        new(
            Terms.Testing,
            """
            unit_test+ test+ mock+ fixture+ coverage assertion+ assert* snapshot_test testcase+ parametrize* table_driven
            """
        ),
        new(
            Terms.Converting,
            """
            convert* translate* parse* serialize* serialise* wrap** transform* format_as export_to turn_into into_a rewrite_as upgrade*
            switch_to change_to replace_with
            """
        ),
        new(
            Terms.Making,
            """
            write* implement* create* build** generate* develop* feature+ add* make* need_a want_a
            """
        ),
        new(
            Terms.Asking,
            """
            what which where who how is are does do
            """
        ),
    ];
}
