namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of the <c>budget</c> block.</summary>
internal static class BudgetFields
{
    public static Field PerTenant { get; } =
        new("per_tenant", new FieldType.Object(BudgetLimitFields.Table), "The limits of each tenant of a gateway.")
        {
            Aliases = ["perTenant"],
            Absent = "no limit",
            Page = "budgets.md",
        };

    public static Field PerWorkspace { get; } =
        new("per_workspace", new FieldType.Object(BudgetLimitFields.Table), "The limits of each workspace folder.")
        {
            Aliases = ["perWorkspace"],
            Absent = "no limit",
            Page = "budgets.md",
        };

    public static FieldTable Table { get; } = new([.. BudgetLimitFields.Table.Fields, PerTenant, PerWorkspace]);
}

/// <summary>The fields of one set of limits.</summary>
internal static class BudgetLimitFields
{
    public static Field Daily { get; } =
        new("daily", new FieldType.Number(NumberRange.Dollars), "The most that may be spent in a day of UTC, in US dollars.")
        {
            Absent = "no limit",
            Example = "5",
            Page = "budgets.md",
        };

    public static Field Monthly { get; } =
        new("monthly", new FieldType.Number(NumberRange.Dollars), "The most that may be spent in a month of UTC, in US dollars.")
        {
            Absent = "no limit",
            Example = "100",
            Page = "budgets.md",
        };

    public static Field Soft { get; } =
        new(
            "soft",
            new FieldType.Number(NumberRange.Fraction),
            "The share of a limit from which Auto prefers cheaper models, from 0 to 1; with 1 it never does."
        )
        {
            Absent = "that of `budget`, or 0.8",
            Example = "0.8",
            Page = "budgets.md",
        };

    public static FieldTable Table { get; } = new([Daily, Monthly, Soft]);
}
