using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reads <c>wire</c>, and reports a format that the row's provider or address contradicts.</summary>
internal static class WireParser
{
    /// <summary>The format of the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="provider">Its provider.</param>
    /// <param name="address">Its base URL.</param>
    /// <param name="problems">Takes the problems.</param>
    public static ModelWire Read(FieldReader row, ModelProvider provider, Uri address, ProblemList problems)
    {
        if (row.Text(RowFields.Wire) is not { } name)
        {
            return ModelWireNames.Default(provider, address);
        }

        var (code, message) = (ModelWireNames.Parse(name), ModelWireNames.Given(provider, address)) switch
        {
            (null, _) => (
                CatalogProblemCode.UnknownValue,
                $"`wire` must be {((FieldType.Choice)RowFields.Wire.Type).Listed}; it is ignored."
            ),
            (ModelWire.Messages, not ModelWire.Messages) => (
                CatalogProblemCode.WrongWire,
                "Only the provider \"anthropic\" speaks \"messages\", so `wire` is ignored. Correct `wire` or `provider`."
            ),
            (not ModelWire.Messages, ModelWire.Messages) => (
                CatalogProblemCode.WrongWire,
                "The provider \"anthropic\" speaks only \"messages\", so `wire` is ignored. Correct `wire` or `provider`."
            ),
            ({ } written, { } given) when written != given => (
                CatalogProblemCode.WrongWire,
                "`base_url` is the address of another format, so `wire` is ignored. Correct `wire` or `base_url`."
            ),
            _ => (null, ""),
        };
        if (code is null)
        {
            return ModelWireNames.Parse(name)!.Value;
        }

        problems.Warning(row.Value(RowFields.Wire)!, code, message, inSchema: code == CatalogProblemCode.UnknownValue);
        return ModelWireNames.Default(provider, address);
    }
}
