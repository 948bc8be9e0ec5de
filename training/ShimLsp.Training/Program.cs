using System.CommandLine;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;
using ShimLsp.Training.Gather;
using ShimLsp.Training.Report;

var rowsOption = new Option<string>("--rows")
{
    Description = "The benchmarks' rows: JSON lines, as `shim-lsp evaluate` takes them.",
    Required = true,
};
var tasksOption = new Option<string>("--tasks")
{
    Description = "The folder of the graded tasks.",
    DefaultValueFactory = _ => "training/tasks",
};
var promptsOption = new Option<string?>("--prompts")
{
    Description = "The people's prompts: JSON lines with id, repo, language and text. Without them the tasks stand for them.",
};
var gradesOption = new Option<string>("--grades")
{
    Description = "The prompts' grades, by their ids.",
    DefaultValueFactory = _ => "training/grades.csv",
};
var mistakesOption = new Option<int>("--mistakes") { Description = "Show so many of the worst mistakes, with the prompts' texts." };
var outOption = new Option<string>("--out")
{
    Description = "Where the weights go.",
    DefaultValueFactory = _ => "server/ShimLsp.Core/Routing/Embedded/scorer.weights",
};
var seedOption = new Option<int>("--seed") { Description = "Deals the folds.", DefaultValueFactory = _ => 1 };
var checkOption = new Option<bool>("--check") { Description = "Write nothing; fail where the weights would differ from those at --out." };
var curveOption = new Option<bool>("--curve") { Description = "Print the learning curve as well. It takes some minutes." };
var root = new RootCommand("Fits the embedded scorer, validates it, and writes the weights that Core embeds.")
{
    Options = { rowsOption, tasksOption, promptsOption, gradesOption, mistakesOption, outOption, seedOption, checkOption, curveOption },
    Subcommands = { GatherCommand.Create() },
};
root.SetAction(parsed =>
{
    var output = parsed.InvocationConfiguration.Output;
    var rows = BenchmarkRows.Read(parsed.GetValue(rowsOption)!);
    var tasks = GradedTasks.Read(parsed.GetValue(tasksOption)!);
    var prompts = parsed.GetValue(promptsOption) is { } path
        ? GradedPrompts.Read(path, parsed.GetValue(gradesOption)!)
        : GradedPrompts.None;
    var seed = parsed.GetValue(seedOption);
    var trainer = new Trainer(rows.Rows, seed);
    var table = new MarkdownTable(output);
    var benchmarks = new BenchmarkReport(trainer, rows.Rows, table);

    benchmarks.Formats();
    var outOfFold = trainer.CrossValidate();
    var measures = benchmarks.Validation(outOfFold);
    if (parsed.GetValue(curveOption))
    {
        benchmarks.LearningCurve();
    }

    if (prompts.Prompts.Length > 0)
    {
        new PromptReport(tasks, prompts, seed, table).Write(parsed.GetValue(curveOption), parsed.GetValue(mistakesOption));
    }

    using var file = new MemoryStream();
    var models = EditorModels.Fit(tasks.Fit, prompts.Prompts);
    TrainedWeights.Write(
        file,
        Provenance.Of(rows, tasks, prompts, seed, measures),
        trainer.Fit(outOfFold),
        models,
        models.Usual(tasks.Fit, prompts.Prompts)
    );
    var bytes = file.ToArray();

    // What is reported of the final weights is reported of the file: read again, as the server reads it.
    var weights = ScorerWeights.Read(new MemoryStream(bytes));
    var editor = new EditorReport(tasks, prompts.Prompts, table);
    editor.Order(weights);
    editor.Split(weights);
    editor.Steadiness(weights);
    new TongueReport(tasks.Tongues, table).Split("the first test", weights);
    new TongueReport(tasks.SecondTongues, table).Split("the second test", weights);

    var target = parsed.GetValue(outOption)!;
    output.WriteLine();
    if (parsed.GetValue(checkOption))
    {
        var isSame = File.ReadAllBytes(target).AsSpan().SequenceEqual(bytes);
        output.WriteLine(isSame ? $"{target} is what these data give, bit for bit." : $"{target} is not what these data give.");
        return isSame ? 0 : 1;
    }

    File.WriteAllBytes(target, bytes);
    output.WriteLine($"{target}: {bytes.Length:N0} bytes");
    return 0;
});
return root.Parse(args).Invoke();
