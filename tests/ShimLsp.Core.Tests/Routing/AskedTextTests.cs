using System.Text.Json;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>A client's own words are not the task, and a message that means nothing alone continues the task before it.</summary>
public sealed class AskedTextTests
{
    private const string Task = "Find the race that deadlocks the pool.";

    [Theory]
    [InlineData("a reminder before it", "<system-reminder>\nUse this.\n</system-reminder>\nTASK")]
    [InlineData("a reminder behind it", "TASK <system-reminder>Use this.</system-reminder>")]
    [InlineData("two reminders", "<system-reminder>a</system-reminder>\nTASK\n<system-reminder>b</system-reminder>")]
    [InlineData("the state of an editor", "<task>\nTASK\n</task>\n<environment_details>\n# Tabs\na.py\n</environment_details>")]
    [InlineData("what Copilot adds", "<context>\nDate.\n</context>\n<other>x</other>\n<userRequest>\nTASK\n</userRequest>")]
    [InlineData("what Cursor adds", "<additional_data>\n<file>x</file>\n</additional_data>\n<user_query>\nTASK\n</user_query>")]
    [InlineData("the time that Copilot tells", "<current_datetime>2026-11-29T18:20:48+00:00</current_datetime>\n\nTASK")]
    [InlineData("a file", "TASK\n<file>\n00001| class Pool:\n</file>")]
    [InlineData("a file with a name", "<file path=\"a.py\">\nclass Pool:\n</file>\nTASK")]
    [InlineData(
        "a slash command",
        "<command-message>fix</command-message>\n<command-name>/fix</command-name>\n<command-args>TASK</command-args>"
    )]
    [InlineData("the rules of a repository", "# AGENTS.md instructions for /src\n\n<INSTRUCTIONS>\nBe brief.\n</INSTRUCTIONS>\nTASK")]
    public void What_a_client_wraps_around_a_task_is_taken_off(string kind, string text)
    {
        var wrapped = text.Replace("TASK", Task, StringComparison.Ordinal);
        Read(new RouteRequest { Task = wrapped }).Text.Should().Be(Task, kind);
        Read(Messages(("user", wrapped))).Text.Should().Be(Task, kind);
    }

    [Theory]
    [InlineData("Why does <div>a</div> not align with <file> here?")]
    [InlineData("<div>Make this a list</div>")]
    [InlineData("Rename x <system-reminder> to y")]
    [InlineData("if (a <b && c> d) return <context>")]
    [InlineData("<")]
    [InlineData("Explain <task>this</task> to me")]
    public void What_a_person_writes_is_kept(string text) => Read(new RouteRequest { Task = text }).Text.Should().Be(text);

    [Theory]
    [InlineData("<user_query>", "</user_query>", "")]
    [InlineData("<user_query>", "", "</file>")]
    [InlineData("<system-reminder ", "", "</file>")]
    [InlineData("<context>\n", "", "</file>")]
    [InlineData("<system-reminder></system-reminder>x", "", "")]
    public void A_text_of_nothing_but_tags_takes_linear_time(string tag, string before, string behind)
    {
        Growth.IsLinear(5_000, size => Reading(before + string.Concat(Enumerable.Repeat(tag, size)) + behind));

        static Action Reading(string text) => () => Read(new RouteRequest { Task = text }).Text.Should().NotBeEmpty();
    }

    [Fact]
    public void A_message_of_the_clients_words_alone_is_passed_over()
    {
        Read(Messages(("user", Task), ("user", "<environment_context>\n<cwd>/src</cwd>\n</environment_context>")))
            .Should()
            .BeEquivalentTo(new { Text = Task, Continues = false });
        const string GoOn = "Continue if you have next steps, or stop and ask for clarification if you are unsure how to proceed.";
        Read(Messages(("user", Task), ("assistant", "A summary."), ("user", GoOn))).Text.Should().Be(Task);
        Read(Messages(("user", "<system-reminder>Hi</system-reminder>"))).Text.Should().Be("<system-reminder>Hi</system-reminder>");
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes, please!")]
    [InlineData("2")]
    [InlineData("ok, go ahead")]
    [InlineData("continue")]
    [InlineData("still failing")]
    [InlineData("it still doesn't work")]
    [InlineData("👍")]
    [InlineData("Ja, bitte weiter.")]
    [InlineData("vas-y")]
    [InlineData("sí, continúa")]
    [InlineData("да, продолжай")]
    [InlineData("好的，继续")]
    [InlineData("はい、お願いします")]
    [InlineData("네 계속해 주세요")]
    [InlineData("404")]
    [InlineData("ok.cs")]
    [InlineData("src/pool/worker.go")]
    [InlineData("https://example.com/logs/12")]
    [InlineData("go ahead with option B")]
    [InlineData("do the second one")]
    [InlineData("fix it")]
    [InlineData("same for the others")]
    [InlineData("try again with the other approach")]
    [InlineData("you broke it")]
    [InlineData("TypeError: Cannot read properties of undefined (reading 'x')")]
    [InlineData("now I get this:\n```\nFAILED tests/test_pool.py::test_close\n```")]
    [InlineData("Mach bitte weiter mit dem zweiten Vorschlag.")]
    [InlineData("Es geht immer noch nicht.")]
    [InlineData("ça ne marche toujours pas")]
    [InlineData("Essaie encore avec l'autre approche")]
    [InlineData("sigue fallando")]
    [InlineData("haz lo mismo con los otros")]
    [InlineData("ainda não funciona")]
    [InlineData("faz o segundo")]
    [InlineData("non funziona ancora")]
    [InlineData("procedi con la seconda opzione")]
    [InlineData("всё ещё не работает")]
    [InlineData("сделай второй вариант")]
    [InlineData("попробуй ещё раз другим способом")]
    [InlineData("还是报错")]
    [InlineData("用第二个方案")]
    [InlineData("まだ動きません")]
    [InlineData("2番目の方法でお願いします")]
    [InlineData("もう一度やり直して")]
    [InlineData("아직도 안 돼요")]
    [InlineData("두 번째 방법으로 해줘")]
    [InlineData("fix the parser", false)]
    [InlineData("Corrige la faute dans README.md", false)]
    [InlineData("把按钮的颜色改成蓝色", false)]
    public void A_message_that_means_nothing_alone_continues_the_task_before_it(string text, bool continues = true)
    {
        var history = Messages(("user", Task), ("assistant", "A plan. Shall I go on?"), ("user", text));
        Read(history).Should().BeEquivalentTo(new { Text = continues ? Task : text, Continues = continues });

        var later = Messages(("user", Task), ("assistant", "A plan."), ("user", text), ("assistant", "Done?"), ("user", "yes"));
        Read(later).Should().BeEquivalentTo(new { Text = continues ? Task : text, Continues = true });
    }

    [Theory]
    [InlineData("yes, and add a test")]
    [InlineData("no, use a queue")]
    [InlineData("ok but use tabs")]
    [InlineData("what about Windows?")]
    [InlineData("Make it work on macOS as well")]
    [InlineData("aber nimm Tabs")]
    [InlineData("non, utilise une file")]
    [InlineData("нет, используй очередь")]
    [InlineData("不，用队列")]
    public void An_addition_belongs_to_the_task_before_it_and_the_harder_of_both_is_judged(string text)
    {
        Read(Messages(("user", Task), ("assistant", "A plan."), ("user", text)))
            .Should()
            .BeEquivalentTo(new { Text = Task, Continues = true });
        Read(Messages(("user", "Fix the typo in README.md"), ("assistant", "Done."), ("user", $"{text}. {Task}")))
            .Text.Should()
            .Contain(Task);
    }

    [Theory]
    [InlineData("thanks!", "Fix the typo in README.md")]
    [InlineData("ok", "Rename x to y in src/a.py")]
    [InlineData("yes", "Unrelated: what does the flag --jobs of make do?")]
    public void A_new_task_starts_afresh_and_is_the_one_that_later_messages_continue(string answer, string next)
    {
        var turns = new[] { ("user", Task), ("assistant", "A plan."), ("user", answer), ("assistant", "Done."), ("user", next) };
        Read(Messages(turns)).Should().BeEquivalentTo(new { Text = next, Continues = false });
        Read(Messages([.. turns, ("assistant", "Done."), ("user", "go on")])).Text.Should().Be(next);
    }

    [Fact]
    public void Of_a_task_and_its_additions_the_hardest_text_is_continued()
    {
        (string, string)[] easy = [("user", "Fix the typo in README.md"), ("assistant", "Done.")];
        (string, string)[] hard = [("user", $"Also, {Task}"), ("assistant", "A plan."), ("user", "and rename x"), ("assistant", "Ok.")];
        Read(Messages([.. easy, .. hard, ("user", "continue")])).Text.Should().Be($"Also, {Task}");
    }

    [Fact]
    public void An_image_alone_continues_the_task_before_it()
    {
        var body = JsonElement.Parse(
            $$$"""
            [{"role":"user","content":"{{{Task}}}"},{"role":"assistant","content":"Done."},
             {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}]
            """
        );
        Read(new RouteRequest { Messages = body })
            .Should()
            .BeEquivalentTo(
                new
                {
                    Text = Task,
                    Continues = true,
                    HasImages = true,
                }
            );
    }

    [Fact]
    public void An_answer_to_a_question_of_the_model_is_no_task()
    {
        Read(Messages(("user", Task), ("assistant", "Which store?"), ("user", "postgres with redis in front"))).Text.Should().Be(Task);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("2")]
    public void With_nothing_before_it_it_is_the_task(string text)
    {
        Read(new RouteRequest { Task = text }).Should().BeEquivalentTo(new { Text = text, Continues = false });
        Read(Messages(("assistant", "Shall I?"), ("user", text))).Should().BeEquivalentTo(new { Text = text, Continues = false });
        Read(Messages(("user", "hm"), ("user", "ok"), ("user", text))).Text.Should().Be("hm");
    }

    private static TaskSignal Read(RouteRequest request) => SignalReader.Read(request).Signal!;

    private static RouteRequest Messages(params (string Role, string Content)[] messages) =>
        new()
        {
            Messages = JsonSerializer.SerializeToElement(
                messages.Select(message => new { role = message.Role, content = message.Content })
            ),
        };
}
