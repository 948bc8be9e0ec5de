using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Tests;

/// <summary>What the checker of the gateway's soak says of a request that reached the upstream.</summary>
public class TenantTruthTests
{
    private static readonly TimeSpan Grace = Seconds(2);

    [Fact]
    public void A_request_by_what_is_in_force_is_not_a_finding() => Check(null, start: 30);

    [Fact]
    public void A_key_of_another_tenant() => Check(FindingKind.Crossed, start: 30, key: "beta/key/1");

    [Fact]
    public void No_key() => Check(FindingKind.Crossed, start: 30, key: "");

    [Fact]
    public void A_model_of_another_tenant() => Check(FindingKind.Crossed, start: 30, model: new("beta", "deep", 1));

    [Fact]
    public void A_text_of_another_agent() => Check(FindingKind.Crossed, start: 30, texts: [new("alpha", 7, 1, 0)]);

    [Fact]
    public void A_model_that_is_no_longer_active() => Check(FindingKind.Stale, start: 30, model: new("alpha", "fast", 1));

    [Fact]
    public void A_model_that_was_active_when_the_request_was_sent() => Check(null, start: 19.5, model: new("alpha", "fast", 1));

    [Fact]
    public void Any_model_under_Auto() => Check(null, start: 5, model: new("alpha", "wise", 0), key: "alpha/key/0");

    [Fact]
    public void Another_model_than_the_request_names() => Check(FindingKind.Stale, start: 5, key: "alpha/key/0", named: "fast");

    [Fact]
    public void A_catalog_just_before_an_edit_takes_effect() => Check(null, start: 21, model: new("alpha", "deep", 0));

    [Fact]
    public void A_catalog_long_after_an_edit() => Check(FindingKind.Stale, start: 30, model: new("alpha", "deep", 0));

    [Fact]
    public void A_catalog_from_before_one_that_was_used_already()
    {
        var truth = Truth();
        Judge(truth, start: 20.5, now: 20.6).Should().BeEmpty();
        Judge(truth, start: 20.7, now: 20.8, model: new("alpha", "deep", 0)).Should().Equal(FindingKind.Stale);
    }

    [Fact]
    public void A_key_after_its_change() => Check(FindingKind.Stale, start: 30, key: "alpha/key/0");

    [Fact]
    public void A_request_that_reaches_a_model_twice()
    {
        var (truth, asked) = (Truth(), new Asked(new("alpha", 1, 1, 0), named: null, Seconds(30)));
        Arrive(truth, asked, 31, Arrival(new("alpha", "deep", 1), "alpha/key/1")).Should().BeEmpty();
        Arrive(truth, asked, 31, Arrival(new("alpha", "deep", 1), "alpha/key/1")).Should().Equal(FindingKind.Repeated);
    }

    [Theory]
    [InlineData(null, Outage.None, false)]
    [InlineData(null, Outage.Error, true)]
    [InlineData("auto", Outage.None, false)]
    public void An_error_needs_an_outage(string? named, object outage, bool isExcused)
    {
        var (truth, asked) = (Truth(), new Asked(new("alpha", 1, 1, 0), named, Seconds(30)));
        Arrive(truth, asked, 31, Arrival(new("alpha", "deep", 1), "alpha/key/1", (Outage)outage));
        truth.Excuses(asked).Should().Be(isExcused);
    }

    [Fact]
    public void An_outage_of_before_excuses_an_error_only_if_Auto_chose()
    {
        var truth = Truth();
        var before = new Asked(new("alpha", 2, 1, 0), named: null, Seconds(25));
        Arrive(truth, before, 26, Arrival(new("alpha", "deep", 1), "alpha/key/1", Outage.Error));
        truth.Excuses(new(new("alpha", 1, 1, 0), "auto", Seconds(30))).Should().BeTrue();
        truth.Excuses(new(new("alpha", 1, 2, 0), named: null, Seconds(30))).Should().BeFalse();
    }

    /// <summary>
    /// Alpha has Auto from second 1 and deep from second 20, when its catalog and its key are changed too.
    /// </summary>
    private static TenantTruth Truth()
    {
        var truth = new TenantTruth("alpha", "auto", Grace);
        truth.WroteCatalog(Seconds(1));
        truth.WroteKey(Seconds(1));
        truth.BeginsSwitch("auto");
        truth.SwitchAnswered(Seconds(1));
        truth.BeginsSwitch("fast");
        truth.SwitchAnswered(Seconds(10));
        truth.BeginsSwitch("deep");
        truth.SwitchAnswered(Seconds(20));
        truth.WroteCatalog(Seconds(20));
        truth.WroteKey(Seconds(20));
        return truth;
    }

    private static void Check(
        FindingKind? expected,
        double start,
        UpstreamName? model = null,
        string key = "alpha/key/1",
        string? named = null,
        Canary[]? texts = null
    ) =>
        Judge(Truth(), start, start + 0.1, model, key, named, texts)
            .Should()
            .Equal(expected is { } kind ? [kind] : Array.Empty<FindingKind>());

    private static FindingKind[] Judge(
        TenantTruth truth,
        double start,
        double now,
        UpstreamName? model = null,
        string key = "alpha/key/1",
        string? named = null,
        Canary[]? texts = null
    ) => Arrive(truth, new(new("alpha", 1, 1, 0), named, Seconds(start)), now, Arrival(model ?? new("alpha", "deep", 1), key), texts ?? []);

    private static FindingKind[] Arrive(TenantTruth truth, Asked asked, double now, Arrival arrival, params Canary[] others)
    {
        asked.Note(arrival);
        return [.. truth.Judge(asked, arrival, [.. others, asked.Canary], Seconds(now)).Select(fault => fault.Kind)];
    }

    private static Arrival Arrival(UpstreamName model, string key, Outage outage = Outage.None) =>
        new(model, key, outage, Task.CompletedTask, Task.CompletedTask);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
