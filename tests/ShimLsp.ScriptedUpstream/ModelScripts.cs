using System.Text.Json;
using ShimLsp.Mock;

namespace ShimLsp.ScriptedUpstream;

/// <summary>The scripts of an upstream: one for each model that has its own, and one for all the others.</summary>
internal sealed class ModelScripts
{
    private readonly ToolLoopScript others;
    private readonly Dictionary<string, ToolLoopScript> own = new(StringComparer.Ordinal);

    private ModelScripts(ToolLoopScript others) => this.others = others;

    /// <summary>Reads them: a script, which may also have <c>"models":{MODEL:SCRIPT, ...}</c>.</summary>
    /// <param name="line">The JSON.</param>
    public static ModelScripts Parse(string line)
    {
        var written = JsonElement.Parse(line);
        var scripts = new ModelScripts(ToolLoopScript.Read(written));
        if (written.TryGetProperty("models", out var models))
        {
            foreach (var model in models.EnumerateObject())
            {
                scripts.own.Add(model.Name, ToolLoopScript.Read(model.Value));
            }
        }

        return scripts;
    }

    /// <summary>The answer to a request.</summary>
    /// <param name="request">The request.</param>
    public Answer Next(ReceivedRequest request) => own.GetValueOrDefault(request.Model ?? "", others).Next(request);
}
