using ShimLsp.Core.Language;

namespace ShimLsp.Server.Contract;

/// <summary>A file that an editor has open, as the workspaces know it.</summary>
/// <param name="Session">The session that it belongs to.</param>
/// <param name="IsPlace">Whether a catalog is looked for there: then it is one, whatever is in it.</param>
/// <param name="Facts">What is known beside its text, the models apart: <see cref="LanguageFacts"/> adds them.</param>
public sealed record CatalogFile(OpenSession Session, bool IsPlace, CatalogFacts Facts);

/// <summary>A file that a session's catalog comes from, or would if it could be read.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Text">Its text as it was read; null if it was not, as a key file, or cannot be.</param>
/// <param name="Facts">What is known beside its text.</param>
public sealed record CatalogInUse(string Path, ReadOnlyMemory<byte>? Text, CatalogFacts Facts)
{
    /// <summary>Its path only: the text may hold keys.</summary>
    public override string ToString() => Path;
}

/// <summary>What a session knows of its models, for features of the catalog's text.</summary>
internal static class LanguageFacts
{
    /// <summary>The facts with those of the session added, as it is now.</summary>
    /// <param name="file">The file.</param>
    public static CatalogFacts WithModels(this CatalogFile file)
    {
        var session = file.Session.Session;
        var stats = session.Stats();
        var at = stats.Snapshot;
        var total = stats.Decisions.Values.Sum();
        var reasons = stats.Recent.GroupBy(decision => decision.Model.Slug).ToDictionary(group => group.Key, group => group.First().Reason);
        var models = at.Catalog.Models;
        var strengths = Core.Routing.Strengths.StrengthTable.OfAll(models);
        return file.Facts with
        {
            ActiveSlug = at.Active.Value,
            Lists =
            [
                .. session.Lists.Kept.Select(list => new EndpointList(
                    list.Row,
                    list.Models,
                    $"from {list.Row.BaseUrl.Scheme}://{list.Row.BaseUrl.Authority}, asked {list.Asked:HH':'mm}"
                )),
            ],
            AutoSlug = at.Router.Enabled ? at.Router.Slug.Value : null,
            Models = models
                .Select((model, i) => (model, strengths[i].Shown()))
                .ToDictionary(pair => pair.model.Slug.Value, pair => Of(pair.model, pair.Item2)),
        };

        ModelFacts Of(Core.Models.ModelSpec model, Core.Routing.Strengths.ModelStrength strength)
        {
            var availability = session.AvailabilityOf(at, model.Slug);
            return new()
            {
                IsAvailable = availability.State is Core.Health.AvailabilityState.Available,
                Reason = availability.Reason,
                HasKey = availability.State is not Core.Health.AvailabilityState.MissingCredential,
                IsChecked = availability.Checked,
                Strength = strength.Value,
                StrengthSource = CamelCase(strength.Source.ToString()),
                Share = total == 0 ? null : stats.Decisions.GetValueOrDefault(model.Slug.Value) / (double)total,
                LastReason = reasons.GetValueOrDefault(model.Slug),
            };
        }
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
