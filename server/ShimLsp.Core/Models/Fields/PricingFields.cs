namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of a row's <c>pricing</c>.</summary>
internal static class PricingFields
{
    public static Field Input { get; } =
        new("input", new FieldType.Number(NumberRange.Price), "US dollars per million input tokens.")
        {
            Need = FieldNeed.Required,
            Example = "1.0",
        };

    public static Field CachedInput { get; } =
        new(
            "cached_input",
            new FieldType.Number(NumberRange.Price),
            "US dollars per million input tokens that the provider reads from its prompt cache."
        )
        {
            Aliases = ["cachedInput"],
            Absent = "the price of `input`",
        };

    public static Field Output { get; } =
        new("output", new FieldType.Number(NumberRange.Price), "US dollars per million output tokens.")
        {
            Need = FieldNeed.Required,
            Example = "5.0",
        };

    public static FieldTable Table { get; } = new([Input, CachedInput, Output]);
}
