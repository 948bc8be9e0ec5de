using System.Globalization;
using ShimLsp.Core.Models.Fields;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>Reports what is right by itself in a row, and wrong together. The row stays as it is.</summary>
internal sealed class RowConsistency(ProblemList problems)
{
    /// <summary>The lowest price in US dollars per million tokens. Prices for a single token are below it.</summary>
    private const double LowestPrice = 0.001;

    /// <summary>Reports what is wrong.</summary>
    /// <param name="row">The row.</param>
    /// <param name="model">What was read of it.</param>
    public void Check(FieldReader row, ModelSpec model)
    {
        if (WrongProvider.Of(model) is { } wrong)
        {
            problems.Warning(row.Value(RowFields.Provider) ?? row.Node, CatalogProblemCode.WrongProvider, wrong.Message);
        }
        else if (row.Value(RowFields.BaseUrl) is { } written)
        {
            EndpointPaths.Check(written, model, problems);
        }

        if (model.BaseUrl.Scheme == Uri.UriSchemeHttp)
        {
            CheckUnencrypted(row.Value(RowFields.BaseUrl) ?? row.Node, model);
        }

        CheckKey(row, model);
        if (model is { MaxOutputTokens: { } output, ContextWindow: { } context } && output > context)
        {
            problems.Warning(
                row.Value(RowFields.MaxOutputTokens)!,
                CatalogProblemCode.OutputAboveContext,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{RowFields.MaxOutputTokens.Name}` is {output}, more than `{RowFields.MaxContextLimit.Name}` ({context}). "
                ) + "Correct one of them.",
                related: (row.Value(RowFields.MaxContextLimit)!, "The context window.")
            );
        }
    }

    /// <summary>Reports a price that seems to be for one token.</summary>
    /// <param name="pricing">The object.</param>
    /// <param name="field">The price's field.</param>
    /// <param name="price">What was read of it.</param>
    public void CheckPrice(FieldReader pricing, Field field, double? price)
    {
        if (price is > 0 and < LowestPrice)
        {
            problems.Warning(
                pricing.Value(field)!,
                CatalogProblemCode.PricePerToken,
                $"`{field.Name}` seems to be the price of one token. Prices are for a million tokens: write "
                    + string.Create(CultureInfo.InvariantCulture, $"{price * 1_000_000:0.######}.")
            );
        }
    }

    private void CheckUnencrypted(JsonSyntax at, ModelSpec model)
    {
        if (LocalAddress.IsOfThisMachine(model.BaseUrl))
        {
            return;
        }

        if (SendsKey(model))
        {
            problems.Warning(
                at,
                CatalogProblemCode.UnencryptedEndpoint,
                "The key goes to this address without encryption, so others on the way can read it. Use https."
            );
        }
        else if (!LocalAddress.IsOfOwnNetwork(model.BaseUrl))
        {
            problems.Info(
                at,
                CatalogProblemCode.UnencryptedEndpoint,
                "Tasks go to this address without encryption, so others on the way can read them. Use https."
            );
        }
    }

    /// <summary>A header of the row wins over the key.</summary>
    private void CheckKey(FieldReader row, ModelSpec model)
    {
        var header = model.Provider is ModelProvider.Anthropic ? "x-api-key" : "Authorization";
        if (model.Credential.Kind is not CredentialKind.None && model.ExtraHeaders.ContainsKey(header))
        {
            problems.NoEffect(
                row.MemberOf(RowFields.ApiKey) ?? row.MemberOf(RowFields.ApiKeyEnv)!.Value,
                $"`extra_headers` has \"{header}\" too, which is sent instead of this key. Remove one of them."
            );
        }
    }

    private static bool SendsKey(ModelSpec model) =>
        model.Credential.Kind is not CredentialKind.None
        || model.References.Any()
        || HeaderValueParser.KeyHeaders.Any(model.ExtraHeaders.ContainsKey);
}
