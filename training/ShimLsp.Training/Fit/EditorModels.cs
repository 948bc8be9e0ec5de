using ShimLsp.Core.Routing.Embedded;
using ShimLsp.Training.Data;

namespace ShimLsp.Training.Fit;

/// <summary>The two readings of editor tasks: for their size and for their depth (<see cref="EditorReading"/>).</summary>
/// <param name="Size">Learnt from prompts, and a little from graded tasks.</param>
/// <param name="Depth">Learnt from graded tasks, and from prompts.</param>
internal sealed record EditorModels(EditorModel Size, EditorModel Depth)
{
    // The log-odds that a model one reference gap below the strongest does no worse on a task of grade 1 to 5: chances of 0.99, 0.95, 0.62,
    // 0.15 and 0.08. This is our judgement of what the grades mean; no model was run.
    private static readonly double[] LogOdds = [4.6, 3.0, 0.5, -1.7, -2.4];

    // What people send is mostly easy. Hard prompts count more, or the best guess for each would be "easy".
    private const double Harder = 2;

    // A prompt counts twice against the penalties, which were set for the few graded tasks.
    private const double OfPromptsForSize = 2;

    // There are few tasks in each language but English, and none of their words are in others.
    private const double OfOtherTongues = 2;

    // For the size the prompts decide: tasks show small edits that few people ask an agent for.
    private const double OfTasks = 0.1;

    // For the depth the tasks decide: prompts show what is easy in spite of its words.
    private const double OfPrompts = 0.3;

    // The grade of a prompt that goes on with a conversation is that of the conversation, which its text does not show.
    private const double OfContinuing = 0.05;

    /// <summary>Fits both.</summary>
    /// <param name="tasks">Graded tasks.</param>
    /// <param name="prompts">Graded prompts; none if there are none, and the tasks stand for them.</param>
    public static EditorModels Fit(IReadOnlyCollection<GradedTask> tasks, IReadOnlyCollection<GradedPrompt> prompts)
    {
        FitRow[] ofTasks =
        [
            .. tasks.Select(task => new FitRow(
                task.Example,
                LogOddsOf(task.Grade),
                task.Tongue == GradedTask.English ? 1 : OfOtherTongues
            )),
        ];
        FitRow[] bySize = [.. prompts.Select(prompt => Row(prompt, OfPromptsForSize * Balance(prompt.Grade)))];
        return new(
            EditorModel.Fit(
                bySize.Length > 0 ? [.. bySize, .. ofTasks.Select(row => row with { Weight = OfTasks * row.Weight })] : ofTasks,
                Settings.Size
            ),
            EditorModel.Fit([.. ofTasks, .. prompts.Select(prompt => Row(prompt, OfPrompts))], Settings.Depth)
        );
    }

    /// <summary>The log-odds that a grade stands for; between two grades, between theirs.</summary>
    /// <param name="grade">1 to 5.</param>
    public static double LogOddsOf(double grade)
    {
        var below = Math.Min(4, (int)grade);
        return LogOdds[below - 1] + ((grade - below) * (LogOdds[below] - LogOdds[below - 1]));
    }

    /// <summary>The chance that both give together.</summary>
    public double Adequacy(Example text) =>
        EditorReading.Adequate(EditorReading.OddsOfFailure(Size.Weigh(text)), EditorReading.OddsOfFailure(Depth.Weigh(text)));

    /// <summary>The middle adequacy of the prompts, or of the tasks if there are none.</summary>
    public double Usual(IReadOnlyCollection<GradedTask> tasks, IReadOnlyCollection<GradedPrompt> prompts)
    {
        var examples = prompts.Count > 0 ? prompts.Select(prompt => prompt.Example) : tasks.Select(task => task.Example);
        double[] adequacies = [.. examples.Select(Adequacy).Order()];
        return adequacies[adequacies.Length / 2];
    }

    private static FitRow Row(GradedPrompt prompt, double weight) =>
        new(prompt.Example, LogOddsOf(prompt.Grade), weight * (prompt.IsAlone ? 1 : OfContinuing));

    private static double Balance(double grade) =>
        grade switch
        {
            >= 3.5 => Harder * Harder,
            >= 2.75 => Harder,
            _ => 1,
        };
}
