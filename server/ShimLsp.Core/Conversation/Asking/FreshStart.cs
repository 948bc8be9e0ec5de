using System.Buffers;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>Whether a message says that something new begins.</summary>
internal static class FreshStart
{
    private const int Beginning = 80;

    private static readonly SearchValues<string> Signs = SearchValues.Create(
        [
            "new task",
            "new topic",
            "new question",
            "next task",
            "different task",
            "different topic",
            "different question",
            "another task",
            "another topic",
            "unrelated",
            "neue aufgabe",
            "anderes thema",
            "andere aufgabe",
            "nouvelle tâche",
            "autre sujet",
            "autre tâche",
            "nueva tarea",
            "otra tarea",
            "otro tema",
            "nova tarefa",
            "outra tarefa",
            "outro assunto",
            "nuovo compito",
            "nuova attività",
            "altro argomento",
            "новая задача",
            "другая задача",
            "другой вопрос",
            "新任务",
            "新的任务",
            "另一个任务",
            "新しいタスク",
            "別のタスク",
            "別件",
            "새 작업",
            "새로운 작업",
            "다른 작업",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Whether it does.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text[..Math.Min(text.Length, Beginning)].ContainsAny(Signs);
}
