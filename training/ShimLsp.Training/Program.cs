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
    Options = { rowsOption, tasksOption, outOption, seedOption, checkOption, curveOption },
    Subcommands = { GatherCommand.Create() },
};
root.SetAction(parsed =>
{
    var output = parsed.InvocationConfiguration.Output;
    var rows = BenchmarkRows.Read(parsed.GetValue(rowsOption)!);
    var tasks = GradedTasks.Read(parsed.GetValue(tasksOption)!);
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

    using var file = new MemoryStream();
    TrainedWeights.Write(
        file,
        Provenance.Of(rows, tasks, seed, measures),
        trainer.Fit(outOfFold),
        EditorModel.Fit(tasks.Fit, Settings.Editor),
        trainer.Prior
    );
    var bytes = file.ToArray();

    // What is reported of the final weights is reported of the file: read again, as the server reads it.
    var weights = ScorerWeights.Read(new MemoryStream(bytes));
    var editor = new EditorReport(tasks, table);
    editor.Order(weights);
    editor.Split(weights);
    editor.Steadiness(weights);
    new TongueReport(tasks.Tongues, table).Split(weights);

    var path = parsed.GetValue(outOption)!;
    output.WriteLine();
    if (parsed.GetValue(checkOption))
    {
        var isSame = File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
        output.WriteLine(isSame ? $"{path} is what these data give, bit for bit." : $"{path} is not what these data give.");
        return isSame ? 0 : 1;
    }

    File.WriteAllBytes(path, bytes);
    output.WriteLine($"{path}: {bytes.Length:N0} bytes, prior {trainer.Prior:0.000}");
    return 0;
});
return root.Parse(args).Invoke();
