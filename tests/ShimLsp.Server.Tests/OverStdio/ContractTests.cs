using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>The methods' answers and errors, field by field.</summary>
public class ContractTests
{
    [Fact]
    public Task The_models_are_listed_without_a_key() =>
        Check(
            """
            > {"id":1,"method":"listModels"}
            < {"id":1,"result":{"active":"auto","generation":1,
              "models":[{"slug":"auto","displayName":"Auto","kind":"auto","credential":{"kind":"none","name":"-"},"provider":"shim",
              "model":"auto","supportsImages":false,"supportsTools":true,"cost":"*","active":true,
              "availability":{"state":"available"}},
              {"slug":"env","displayName":"By environment","kind":"model","credential":{"kind":"env","name":"SOME_KEY"},
              "provider":"anthropic","model":"m-env","contextWindow":1000,"maxOutputTokens":100,"supportsImages":false,
              "supportsTools":true,"cost":2,"pricing":{"input":1,"cachedInput":0.1,"output":5},"card":"For tests.","active":false,
              "availability":{"state":"missingCredential","until":"-","code":"variableNotSet","reason":"*"}},
              {"slug":"free","credential":{"kind":"none"},"pricing":"-","card":"-","contextWindow":"-","cost":1}],
              "catalog":{"version":1,"sources":["*"],"problems":[]}}}
            """,
            catalog: """
            {"models":[
              {"slug":"env","model":"m-env","provider":"anthropic","display_name":"By environment","api_key":"${env:SOME_KEY}",
                "max_context_limit":1000,
               "max_output_tokens":100,"pricing":{"input":1,"cached_input":0.1,"output":5},"cost":2,"card":"For tests."},
              {"slug":"free","model":"m-free","provider":"ollama","cost":1}]}
            """
        );

    [Fact]
    public Task A_switch_always_clears_also_to_what_is_active() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"task":"Rename x."}}
            < {"id":1,"result":{"source":"embedded"}}
            > {"id":2,"method":"switchModel","params":{"slug":"auto"}}
            < {"id":2,"result":{"active":"auto","previous":"auto","generation":2,"evicted":1}}
            > {"id":3,"method":"route","params":{"task":"Rename x."}}
            < {"id":3,"result":{"source":"embedded","generation":2}}
            > {"id":4,"method":"invalidateCache"}
            < {"id":4,"result":{"generation":3,"evicted":1}}
            > {"id":5,"method":"status"}
            < {"id":5,"result":{"entries":0,"invalidations":{"modelSwitched":1,"manual":1},"requests":2,"misses":2}}
            """
        );

    [Fact]
    public Task Feedback_moves_the_threshold_and_status_shows_it() =>
        Check(
            """
            > {"id":1,"method":"status"}
            < {"id":1,"result":{"feedback":"-"}}
            > {"id":2,"method":"feedback","params":{"decisionId":"x-1","verdict":"tooWeak"}}
            < {"id":2,"error":{"code":1006,"message":"*","data":{"decisionId":"x-1"}}}
            > {"id":3,"method":"feedback","params":{"decisionId":"x-1"}}
            < {"id":3,"error":{"code":-32602,"message":"verdict is required: tooWeak, tooStrong or right.","data":{"path":"verdict"}}}
            > {"id":4,"method":"feedback","params":{"verdict":"tooWeak"}}
            < {"id":4,"error":{"code":-32602,"data":{"path":"decisionId"}}}
            > {"id":5,"method":"feedback","params":{"decisionId":"x-1","verdict":"tooWeek"}}
            < {"id":5,"error":{"code":-32602,"data":{"path":"verdict"}}}
            > {"id":6,"method":"feedback","params":{"decisionId":"x-1","verdict":"right","reset":true}}
            < {"id":6,"error":{"code":-32602,"data":{"path":"reset"}}}
            > {"id":7,"method":"feedback","params":{"reset":true}}
            < {"id":7,"result":{"offset":0,"threshold":0.7,"unmoved":"-"}}
            """
        );

    [Fact]
    public Task An_unknown_slug_gets_the_nearest_ones() =>
        Check(
            """
            > {"id":1,"method":"switchModel","params":{"slug":"chaep"}}
            < {"id":1,"error":{"code":1001,"message":"*","data":{"slug":"chaep","suggestions":["cheap"]}}}
            > {"id":2,"method":"route","params":{"task":"Rename x.","candidates":["mid","stron"]}}
            < {"id":2,"error":{"code":1001,"data":{"slug":"stron","suggestions":["strong"]}}}
            > {"id":3,"method":"switchModel","params":{"slug":"qqqqqqqqqqqqqqqqqqqqqqqqq"}}
            < {"id":3,"error":{"code":1001,"data":{"suggestions":["auto","cheap","mid"]}}}
            > {"id":4,"method":"status"}
            < {"id":4,"result":{"generation":1}}
            """
        );

    [Fact]
    public Task A_decision_explains_itself() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"task":"Rename x.","tools":true}}
            < {"id":1,"result":{"decisionId":"*","slug":"cheap","model":"m-cheap","provider":"ollama","source":"embedded",
              "reason":"*","score":"*","threshold":0.7,
              "candidates":[{"slug":"cheap","score":"*","cost":1,"verdict":"chosen","rejection":"-","strength":0.3,
              "strengthSource":"catalog"},{"slug":"mid","verdict":"viable"},{"slug":"strong","verdict":"viable"}],"cacheKey":"*",
              "generation":1,"elapsedMicroseconds":"*","estimated":"-"}}
            > {"id":7,"method":"route","params":{"task":"Rename x.","tools":true}}
            < {"id":7,"result":{"source":"cache","candidates":[{"slug":"cheap","strength":0.3,"strengthSource":"catalog"},
              {"strength":0.6},{"strength":0.95}]}}
            > {"id":2,"method":"route","params":{"task":"Rename x.","images":true}}
            < {"id":2,"result":{"slug":"strong","source":"single",
              "candidates":[{"slug":"strong","verdict":"chosen","strength":"-","strengthSource":"-"},
              {"slug":"*","score":"-","verdict":"rejected","rejection":"noImages"},
              {"slug":"*","verdict":"rejected","rejection":"noImages"}]}}
            > {"id":3,"method":"route","params":{"task":"Rename x.","candidates":["mid"]}}
            < {"id":3,"result":{"slug":"mid","source":"single","candidates":[{"slug":"mid"},{"rejection":"notRequested"},
              {"rejection":"notRequested"}]}}
            > {"id":4,"method":"route","params":{"task":"Rename x.","images":true,"candidates":["mid"]}}
            < {"id":4,"error":{"code":1002,"message":"*","data":{"candidates":[{"slug":"*","verdict":"rejected","rejection":"*"},
              {"verdict":"rejected"},{"verdict":"rejected"}]}}}
            > {"id":5,"method":"switchModel","params":{"slug":"mid"}}
            < {"id":5,"result":{"active":"mid"}}
            > {"id":6,"method":"route","params":{"task":"Rename x.","images":true}}
            < {"id":6,"result":{"slug":"mid","source":"pinned","cacheKey":"-","score":"-","threshold":"-"}}
            """
        );

    [Fact]
    public Task Exactly_one_of_task_messages_and_body() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"images":true}}
            < {"id":1,"error":{"code":-32602,"data":{"path":"*"}}}
            > {"id":2,"method":"route","params":{"task":"a","messages":[]}}
            < {"id":2,"error":{"code":-32602,"data":{"path":"*"}}}
            > {"id":3,"method":"route","params":{"messages":[{"role":"user","content":"a"}],"body":{}}}
            < {"id":3,"error":{"code":-32602,"data":{"path":"*"}}}
            > {"id":4,"method":"route","params":{"messages":[{"role":"user","content":"Rename x."}]}}
            < {"id":4,"result":{"source":"embedded"}}
            > {"id":5,"method":"route","params":{"task":"Rename x."}}
            < {"id":5,"result":{"source":"cache"}}
            > {"id":6,"method":"route","params":{"body":{"model":"any","input":"Rename x."}}}
            < {"id":6,"result":{"source":"cache"}}
            > {"id":7,"method":"route","params":{"body":{"model":"any","max_tokens":9,"system":"s",
              "messages":[{"role":"user","content":[{"type":"text","text":"Rename x."}]}]}}}
            < {"id":7,"result":{"source":"cache"}}
            """
        );

    [Fact]
    public Task No_cache_neither_reads_nor_stores() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"task":"Rename x.","noCache":true}}
            < {"id":1,"result":{"source":"embedded","cacheKey":"*"}}
            > {"id":2,"method":"status"}
            < {"id":2,"result":{"entries":0,"requests":1,"bypassed":1,"hits":0,"misses":0}}
            > {"id":3,"method":"route","params":{"task":"Rename x."}}
            < {"id":3,"result":{"source":"embedded"}}
            > {"id":4,"method":"route","params":{"task":"Rename x.","noCache":true}}
            < {"id":4,"result":{"source":"embedded"}}
            > {"id":5,"method":"status"}
            < {"id":5,"result":{"entries":1,"requests":3,"bypassed":2,"misses":1,"recent":[{"source":"embedded"},{},{}],
              "decisions":{"cheap":3},"fallbacks":0,"classifier":{"calls":0,"latencyMs":{"p50":0,"p99":0}},
              "savings":{"spent":0,"baseline":0,"classifier":0,"net":0}}}
            """
        );

    [Fact]
    public async Task The_status_adds_up_and_tells_of_the_last_fifty()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("configure", """{"settings":{"router":{"cacheCapacity":10}}}""");
        foreach (var task in Enumerable.Range(0, 55).Append(54).Append(0))
        {
            await server.Client.CallAsync("route", $$"""{"task":"Rename variable {{task}}."}""");
        }

        await server.Client.CallAsync("route", """{"task":"Describe it.","images":true}""");

        var status = await server.Client.CallAsync("status");
        status.ShouldCover(
            """{"requests":58,"hits":1,"misses":56,"coalesced":0,"bypassed":1,"entries":10,"capacity":10,"evictions":46,"expired":0}"""
        );
        status.At("recent").GetArrayLength().Should().Be(50);
        status.At("recent").Each("source").Take(4).Should().Equal("single", "embedded", "cache", "embedded");
    }

    [Fact]
    public Task An_empty_list_of_parameters_counts_as_none() =>
        Check(
            """
            > {"id":1,"method":"status","params":[]}
            < {"id":1,"result":{"generation":1}}
            > {"id":2,"method":"switchModel","params":[ ]}
            < {"id":2,"error":{"code":-32602,"data":{"path":"slug"}}}
            """
        );

    [Fact]
    public Task Unknown_fields_are_ignored() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"task":"Rename x.","future":{"a":[1]}}}
            < {"id":1,"result":{"slug":"cheap"}}
            > {"id":2,"method":"status","params":{"verbose":true}}
            < {"id":2,"result":{"requests":1}}
            """
        );

    [Fact]
    public async Task Status_shows_the_first_twenty_candidates_of_a_decision_and_counts_the_rest()
    {
        var rows = Enumerable.Range(1, 25).Select(cost => $$"""{"slug":"m{{cost}}","model":"m","provider":"ollama","cost":{{cost}} }""");
        using var home = new Home($$"""{"models":[{{string.Join(',', rows)}}]}""");
        await using var server = ServerProcess.Plain(home);

        var decision = await server.Client.CallAsync("route", """{"task":"Rename x."}""");
        decision.ShouldCover("""{"candidatesOmitted":"-"}""");
        decision.At("candidates").GetArrayLength().Should().Be(25);

        var shown = (await server.Client.CallAsync("status")).At("recent.0");
        shown.ShouldCover("""{"candidatesOmitted":5}""");
        shown.At("candidates").Each("slug").Should().Equal(decision.At("candidates").Each("slug").Take(20));
    }

    [Fact]
    public async Task An_editor_hears_of_changes_and_only_on_request_of_decisions()
    {
        using var home = new Home();
        await using (var server = ServerProcess.Lsp(home))
        {
            await server.Client.InitializeAsync([home.Work], options: """{"notifyDecisions":true}""");
            await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");
            (await server.Client.HearAsync("shim/routed"))
                .At("params")
                .ShouldCover(
                    $$$"""
                    {"workspaceFolder":"{{{Home.Uri(home.Work)}}}","decision":{"slug":"cheap","decisionId":"*","candidates":"*"}}
                    """
                );
            await server.Client.CallAsync("shim/switchModel", """{"slug":"mid"}""");
            (await server.Client.HearAsync("shim/activeModelChanged"))
                .At("params")
                .ShouldCover(
                    $$$"""
                    {"workspaceFolder":"{{{Home.Uri(home.Work)}}}","active":"mid","previous":"auto","generation":2}
                    """
                );
        }

        await using (var server = ServerProcess.Lsp(home))
        {
            await server.Client.InitializeAsync([home.Work]);
            await server.Client.CallAsync("shim/route", """{"task":"Rename x."}""");
            await server.Client.ShutdownAsync();
            await server.ExitAsync();
            server.Client.Heard.Should().NotContain(message => message.Text("method") == "shim/routed");
        }
    }

    private static async Task Check(string transcript, string catalog = Home.ThreeModels)
    {
        using var home = new Home(catalog);
        await using var server = ServerProcess.Plain(home);
        await server.Client.FollowAsync(transcript);
    }
}
