using System.Collections.Immutable;
using ShimLsp.Fuzz.Engine;

namespace ShimLsp.Fuzz.Targets;

/// <summary>Every target, each made anew.</summary>
internal static class AllTargets
{
    public static ImmutableArray<IFuzzTarget> Create() =>
        [
            new FramingTarget(),
            new EnvelopeTarget(),
            new CatalogTarget(),
            new DocumentTarget(),
            new SignalTarget(),
            new SettingsTarget(),
            new FolderTarget(),
            new ContractTarget(),
        ];
}
