namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of the file as a whole.</summary>
internal static class FileFields
{
    public static Field Models { get; } =
        new(
            "models",
            new FieldType.List(
                RowFields.Table,
                "A model. It needs `model` and `provider`; every other field is optional.",
                "The name of a local Ollama model."
            ),
            "The models, one row each."
        )
        {
            Aliases = ["customModels", "launchModels", "launch_models"],
            Absent = "no model",
        };

    public static Field Router { get; } =
        new("router", new FieldType.Object(RouterFields.Table), "How Auto chooses.") { Absent = "every default" };

    public static Field Gateway { get; } =
        new("gateway", new FieldType.Object(GatewayFields.Table), "How the gateway serves HTTP clients.") { Absent = "every default" };

    public static Field Budget { get; } =
        new("budget", new FieldType.Object(BudgetFields.Table), "How much may be spent, in US dollars.")
        {
            Absent = "no limit",
            Page = "budgets.md",
        };

    public static FieldTable Table { get; } = new([Models, Router, Gateway, Budget], "$schema");
}
