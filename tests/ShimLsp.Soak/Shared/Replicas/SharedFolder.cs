using System.Globalization;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Shared.Replicas;

/// <summary>A tenant's workspace, which all replicas see: its catalog and its key, which change under them.</summary>
internal sealed class SharedFolder
{
    /// <summary>The slug of the classifier.</summary>
    public const string Judge = "judge";

    /// <summary>The slug of the model that costs money.</summary>
    public const string Paid = "paid";

    /// <summary>What a call of <see cref="Paid"/> costs, in dollars: its longest reply.</summary>
    public const double CostOfCall = 1;

    private readonly string settings;
    private readonly string name;
    private readonly string upstream;
    private readonly double? budget;
    private readonly double timeout;

    /// <summary>Makes the folder, with the first version of each.</summary>
    /// <param name="root">Where.</param>
    /// <param name="name">The tenant.</param>
    /// <param name="upstream">The base URL of all its models.</param>
    /// <param name="budget">What its workspace may spend in a day, with a model that costs money; null for no such model.</param>
    /// <param name="timeout">How long the classifier may take, in seconds.</param>
    public SharedFolder(string root, string name, string upstream, double? budget = null, double timeout = 30)
    {
        (this.name, this.upstream, this.budget, this.timeout) = (name, upstream, budget, timeout);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(root, name)).FullName;
        settings = Directory.CreateDirectory(System.IO.Path.Combine(Path, ".shim")).FullName;
        WriteKey(0);
        WriteCatalog(0);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Puts a version of the catalog in place.</summary>
    /// <param name="version">Its number, which is in the name of each model.</param>
    public void WriteCatalog(int version) =>
        Put(
            "models.json",
            budget is { } limit
                ? FormattableString.Invariant(
                    $$"""
                    { "models": [ {{Row(Paid, version, "generic-chat-completion-api", "chat", 1, 0.9)}} ],
                      "budget": { "daily": {{limit}}, "soft": 1 } }
                    """
                )
                : FormattableString.Invariant(
                    $$"""
                    { "models": [
                      {{Row("fast", version, "generic-chat-completion-api", "chat", 1, 0.8)}},
                      {{Row("deep", version, "anthropic", "messages", 5, 0.9)}},
                      {{Row("wise", version, "openai", "responses", 9, 0.95)}},
                      {{Row(Judge, version, "generic-chat-completion-api", "chat", 1, 0.9)}} ],
                      "router": { "classifier": "{{Judge}}", "candidates": ["fast", "deep", "wise"], "timeout": {{timeout}},
                        "affinity": "none", "escalation": "off" } }
                    """
                )
        );

    /// <summary>Puts a key in place.</summary>
    /// <param name="version">Its number, which is in the key.</param>
    public void WriteKey(int version) => Put("key.txt", new UpstreamName(name, UpstreamName.Key, version).ToString());

    private string Row(string slug, int version, string provider, string wire, int cost, double strength)
    {
        var price = slug == Paid ? """, "max_output_tokens": 1000, "pricing": { "input": 0, "output": 1000 }""" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            { "slug": "{{slug}}", "model": "{{new UpstreamName(name, slug, version)}}", "provider": "{{provider}}", "wire": "{{wire}}",
                "base_url": "{{upstream}}", "api_key": "${file:key.txt}", "cost": {{cost}}, "strength": {{strength}}{{price}} }
            """
        );
    }

    private void Put(string file, string text)
    {
        var draft = System.IO.Path.Combine(settings, file + ".draft");
        File.WriteAllText(draft, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(draft, System.IO.Path.Combine(settings, file), overwrite: true);
    }
}
