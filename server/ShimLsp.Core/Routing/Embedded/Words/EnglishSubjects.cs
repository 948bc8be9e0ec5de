using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>English: what tasks are about. These words say little of how hard a task is.</summary>
internal static class EnglishSubjects
{
    /// <summary>Each trait, its phrase in an explanation, and the words that express it.</summary>
    public static readonly ImmutableArray<LexiconRow> All =
    [
        new(
            Terms.HowMany,
            """
            many much
            """
        ),
        new(
            Terms.Sum,
            """
            altogether in_total total dollar+ cent+ mile+ kilometer+ feet foot inches inch pounds pound ounces gallon+ liter+ hour+ minutes
            days weeks months years twice thrice half third quarter percent percentage remaining left_over bought buys buy sells sold costs
            cost price earn+ earned eats ate gives gave spends spent students children kids people friends apples oranges cookies candies
            eggs cakes pizza birthday school family mother father brother sister dog+ cat+ farm garden tree+ flower+ money salary profit
            savings age older younger three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred
            dozen average combined degrees mph meter+ metre+ centimeter+ kilogram+ gram+ yard+ tons teaspoon+ cup+ km kg weight weighs
            weigh players employees pieces boxes bags cards equal equally times_as fraction each_day each_week per_day per_hour per_week
            more_than less_than as_many as_much
            """
        ),
        new(
            Terms.SmallThing,
            """
            comment+ docs heading+ import+ label+ color+ colour+ logging variable+ constant+ button+ icon+ margin padding font title+
            caption+ text message+ log_line print* enum+ getter+ setter+ property field+ column+ attribute+ annotation+ parameter+
            argument_name flag+ version string+ literal+ link+ header+ footer css class_name prop+ checkbox dropdown env_var
            environment_variable port timeout script+ snippet example+ sentence+ paragraph bool boolean alias_for helper+ folder+
            variable_name dockerfile yaml the_todo this_todo a_todo todo_comment todo_comments todo_list todo_app
            """
        ),
        new(
            Terms.Ordinary,
            """
            async await callback+ promise+ validation validate* endpoint+ pagination paginate* retry retries handler+ query queries
            component+ regex parser+ middleware cache+ caching form+ modal dialog route+ crud controller+ service hook+ reducer+ cli
            command_line csv json xml pdf upload* download* email+ cron job+ worker+ queue+ webhook+ websocket+ rate_limit rate_limiter
            rate_limiting upsert join+ index+ view+ trigger+ stored_procedure procedure docker pipeline+ workflow+ ci terraform helm login
            logout filter+ sort* search* autocomplete drag_and
            """
        ),
        new(
            Terms.Trade,
            """
            function+ func method+ class classes module file+ code api apis server+ database+ db table+ bug+ error+ exception+ log+ deploy*
            branch branches commit* git merge* rebase* pull_request library libraries dependency dependencies package interface+ struct+
            array+ map+ object+ loop+ memory disk network request+ response+ http https url urls page+ app apps application client session+
            token+ password+ config configuration setting+ schema type+ generic+ template+ pointer+ reference+ buffer+ stream+ socket+
            packet+ byte+ bit+ integer+ float floats decimal date+ timestamp+ timezone+ utc toml html http3 grpc graphql rest soap protobuf
            avro parquet orm sql nosql postgres postgresql mysql sqlite mongo mongodb redis rabbitmq elasticsearch spark airflow dbt
            bigquery snowflake clickhouse s3 aws azure gcp lambda kubernetes k8s ansible nginx linux windows macos android ios browser+
            chrome firefox safari python java kotlin scala swift rust golang typescript javascript react vue angular svelte next nextjs
            node nodejs deno bun npm yarn pnpm webpack vite maven gradle cargo pip poetry conda django flask fastapi rails laravel spring
            hibernate dotnet blazor wpf xaml unity unreal qt gtk opengl vulkan cuda gpu cpu ram ssd arm x86 riscv wasm webassembly llvm gcc
            clang cmake make_file makefile bazel jenkins github gitlab pipeline_step compile* linker_flag release+ rollout feature_flag+
            toggle+ model+ training_loop tensor+ dataset+ dataframe+ pandas numpy pytorch tensorflow notebook+ plot+ chart+ dashboard+
            report+ event+ message_queue subscriber+ publisher+ producer+ listener+ observer+ callback_hell iterator+ generator_function
            lambda_expression closure+ macro+ decorator+ prototype+ inheritance polymorphism mixin+ trait+ record+ tuple+ dict dictionary
            list+ set_of hash hashes hashmap key+ value+ row+ column_type primary_key foreign_key constraint+ cursor+ lexer_token ast cfg
            ir opcode+ stack heap register_value frame_buffer pixel+ shader+ texture+ sprite+ mesh animation+ gui ui ux layout+ widget+
            tab_bar menu+ tooltip_text keyboard mouse touch gesture+ viewport accessibility locale+ i18n l10n translation_key unicode utf
            encoding+ charset parser_error stdin stdout stderr terminal shell bash powershell zsh cron_expression daemon+ signal+ process
            processes pid container+ pod+ node_pool vm vms hypervisor_guest namespace+ volume+ ingress load_balancer proxy proxies firewall
            dns tcp udp ip ssl ssh vpn cdn cache_key header_value cookie+ cors csrf_token payload+ endpoint_url status_code user_agent
            """
        ),
    ];
}
