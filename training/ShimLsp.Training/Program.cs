using ShimLsp.Core.Evaluation;
using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training;
using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

var rows = BenchmarkRows.Read(args[0]);
var tasks = GradedTasks.Read(args[1]);
var watch = System.Diagnostics.Stopwatch.StartNew();
foreach (var g in rows.Rows.GroupBy(r => (r.Bench, r.Example.Format)).OrderBy(g => g.Key)) Console.WriteLine($"{g.Key} {g.Count()} gap {g.Average(r => r.Gap):0.000}");
foreach (var g in tasks.Fit.GroupBy(r => r.Example.Format)) Console.WriteLine($"editor fit {g.Key} {g.Count()}");
foreach (var g in tasks.Test.GroupBy(r => r.Example.Format)) Console.WriteLine($"editor test {g.Key} {g.Count()}");
var trainer = new Trainer(rows.Rows, 1);
var oof = trainer.CrossValidate();
Console.WriteLine($"prior {trainer.Prior:0.000}");
foreach (var b in rows.Rows.Select(r => r.Bench).Distinct().Append("all"))
{
    var m = RoutingMeasures.Of(trainer.Evaluated(oof, r => b == "all" || r.Bench == b), 500, 1);
    Console.WriteLine($"{b}: {m.Tasks} APGR {m.Curve.Apgr:0.000} [{m.Interval!.Low:0.000} {m.Interval.High:0.000}] 5%: {m.Interval.LowerBound:0.000} ECE {m.Calibration.Error:0.000}");
}
var heads = trainer.Fit(oof);
var fit = tasks.Fit;
void Report(string name, List<(string kind, int g, double s)> l)
{
    double ok = 0, n = 0, okk = 0, nk = 0;
    foreach (var a in l.Where(x => x.g <= 2)) foreach (var b in l.Where(x => x.g >= 4)) { var v = a.s > b.s ? 1 : a.s == b.s ? 0.5 : 0; ok += v; n++; if (a.kind == b.kind) { okk += v; nk++; } }
    Console.WriteLine($"{name}: order easy/hard {ok / n:0.000}, within kind {okk / nk:0.000}; means {string.Join(' ', l.GroupBy(x => x.g).OrderBy(g => g.Key).Select(g => $"{g.Average(x => x.s):0.00}"))}");
}
foreach (var (few, w, f) in new[] { (3, 1.0, 10.0), (3, 0.3, 10.0), (3, 3, 10.0), (3, 1, 3.0), (3, 1, 30.0), (2, 1, 10.0), (5, 1, 10.0) })
{
    if (!args.Contains("-e") && (few, w, f) != (3, 1.0, 10.0)) continue;
    var oofE = new List<(string, int, double)>();
    foreach (var k in fit.Select(t => t.Kind).Distinct()) { var m = EditorModel.Fit(fit.Where(t => t.Kind != k).ToArray(), new(few, w, f)); oofE.AddRange(fit.Where(t => t.Kind == k).Select(t => (t.Kind, t.Grade, m.Weigh(t.Example)))); }
    Report($"leave kind out {few} {w} {f}", oofE);
}
var editor = EditorModel.Fit(fit, Settings.Editor);
Report("training fit  ", fit.Select(t => (t.Kind, t.Grade, editor.Weigh(t.Example))).ToList());
if (args.Contains("-w")) foreach (var (nm, w) in EditorFeatures.Names.Zip(editor.FeatureWeights.ToArray()).OrderBy(p => p.Second)) Console.WriteLine($"{nm,-20} {w:0.00}");
using (var f = File.Create(args[2])) TrainedWeights.Write(f, "{}", heads, editor, trainer.Prior);
Console.WriteLine($"{new FileInfo(args[2]).Length} bytes, {watch.ElapsedMilliseconds} ms");
var built = ScorerWeights.Read(File.OpenRead(args[2]));
double Logit(string t) { var r = TaskReading.Of(t, built); return Math.Log(r.Adequacy / (1 - r.Adequacy)); }
if (args.Contains("-test"))
{
    Report("test kinds    ", tasks.Test.Select(t => (t.Kind, t.Grade, Logit(t.Text))).ToList());
    var p = tasks.Pairs.Select(q => (e: Logit(q.Easy), h: Logit(q.Hard))).ToArray();
    Console.WriteLine($"pairs {p.Average(q => q.e > q.h ? 1.0 : 0):0.000}; split " + string.Join(" ", new[] { 0.175, 0.25, 0.33, 0.4, 0.5, 0.6 }.Select(gap => { var th = Math.Pow(0.7, 0.2 / gap); var l = Math.Log(th / (1 - th)); return $"gap {gap}: {p.Average(q => q.e >= l && q.h < l ? 1.0 : 0):0.000}"; })));
}
