using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>A pattern of a client's names, and the models that the file gives for it, not looked up yet.</summary>
internal sealed record AliasDraft(string Pattern, ImmutableArray<ModelReference> Models);

/// <summary>The gateway block before the model names in it are looked up.</summary>
/// <param name="Spec">Everything that is final.</param>
/// <param name="Aliases">The aliases; null for the default ones.</param>
internal sealed record GatewayDraft(GatewaySpec Spec, ImmutableArray<AliasDraft>? Aliases);

/// <summary>Reads the <c>gateway</c> block. A field that cannot be read keeps its default.</summary>
internal sealed class GatewayParser(ProblemList problems, TypoFinder typos)
{
    /// <summary>The largest number of aliases that are read: each request may look at all of them.</summary>
    public const int MaxAliases = 1000;

    public GatewayDraft Parse(ObjectSyntax? node)
    {
        var defaults = new GatewaySpec();
        if (node is null)
        {
            return new(defaults, null);
        }

        var gateway = new FieldReader(GatewayFields.Table, problems, typos).Read(node);
        return new(
            defaults with
            {
                UnknownModel = ReadRule(gateway) ?? defaults.UnknownModel,
                MaxBodyBytes = gateway.Whole(GatewayFields.MaxBodyBytes) ?? defaults.MaxBodyBytes,
                MaxInFlight = gateway.Whole(GatewayFields.MaxInFlight) ?? defaults.MaxInFlight,
                Shared = new SharedParser(problems).Parse(gateway),
            },
            gateway.Object(GatewayFields.Aliases) is { } aliases ? ReadAliases(aliases) : null
        );
    }

    private UnknownModelRule? ReadRule(FieldReader gateway)
    {
        switch (gateway.Text(GatewayFields.UnknownModel))
        {
            case null:
                return null;
            case "active":
                return UnknownModelRule.Active;
            case "error":
                return UnknownModelRule.Error;
            default:
                problems.Warning(
                    gateway.Value(GatewayFields.UnknownModel)!,
                    CatalogProblemCode.UnknownValue,
                    $"`unknown_model` must be {((FieldType.Choice)GatewayFields.UnknownModel.Type).Listed}; it is ignored.",
                    inSchema: true
                );
                return null;
        }
    }

    private ImmutableArray<AliasDraft> ReadAliases(ObjectSyntax aliases)
    {
        if (aliases.Members.Length > MaxAliases)
        {
            problems.Warning(
                aliases,
                CatalogProblemCode.TooLarge,
                $"There are more than {MaxAliases} aliases. Only the first {MaxAliases} are used."
            );
        }

        var read = ImmutableArray.CreateBuilder<AliasDraft>();
        foreach (var member in aliases.Members.Take(MaxAliases))
        {
            switch (member.Value)
            {
                case NullSyntax:
                    break;
                case StringSyntax name when !string.IsNullOrWhiteSpace(name.Value):
                    read.Add(new(member.Name, [Reference(name)]));
                    break;
                case ArraySyntax { Items: { IsEmpty: false } items } when items.All(item => item is StringSyntax):
                    read.Add(new(member.Name, [.. items.Select(item => Reference((StringSyntax)item))]));
                    break;
                default:
                    problems.Warning(
                        member.Value,
                        CatalogProblemCode.WrongType,
                        $"The alias {ShownText.Quote(member.Name)} must be a slug, \"auto\" or a list of slugs; it is ignored.",
                        inSchema: true
                    );
                    break;
            }
        }

        return read.DrainToImmutable();
    }

    private static ModelReference Reference(StringSyntax name) => new(name.Value.Trim(), name);
}
