using ShimLsp.Training.Data;
using ShimLsp.Training.Fit;

namespace ShimLsp.Training.Tests;

/// <summary>The project's own graded tasks, read once for the tests of a class, and the models that they give.</summary>
public sealed class TaskFolder
{
    private readonly Lazy<EditorModels> editor;

    public TaskFolder()
    {
        Path = Find(System.IO.Path.Combine("training", "tasks"));
        Tasks = GradedTasks.Read(Path);
        editor = new(() => EditorModels.Fit(Tasks.Fit, []));
    }

    /// <summary>Where they are.</summary>
    internal string Path { get; }

    /// <summary>All of them.</summary>
    internal GradedTasks Tasks { get; }

    /// <summary>What is fitted on those to fit on.</summary>
    internal EditorModels Editor => editor.Value;

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "ShimLsp.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder.FullName, path);
    }
}
