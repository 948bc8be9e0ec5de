using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>Texts in other languages and scripts are read as English ones are.</summary>
public sealed class TongueTests
{
    [Theory]
    [InlineData("en", "There is a deadlock, find the cause.")]
    [InlineData("de", "Es gibt eine Verklemmung, finde die Ursache.")]
    [InlineData("fr", "Il y a un interblocage, trouve la cause.")]
    [InlineData("es", "Hay un interbloqueo, busca la causa.")]
    [InlineData("pt", "Tem um impasse, acha a causa.")]
    [InlineData("it", "C'è uno stallo, trova la causa.")]
    [InlineData("ru", "Взаимоблокировка потоков, найди причину.")]
    [InlineData("zh", "出现死锁，找出原因。")]
    [InlineData("ja", "デッドロックの原因を調べて。")]
    [InlineData("ko", "데드락이 생겨요, 원인을 찾아줘.")]
    public void Words_have_the_same_meaning(string tongue, string text)
    {
        var task = Reading.Of(text).Task;
        task.Hits(Trait.Concurrency).Should().BePositive(tongue);
        task.Hits(Trait.Diagnosis).Should().BePositive(tongue);
    }

    [Theory]
    [InlineData("改名字段a。写测试！为什么慢？", 3, 1)]
    [InlineData("Rename the class. Write a test! Why is the function slow?", 3, 1)]
    public void Sentences_end_with_the_marks_of_each_script(string text, int sentences, int questions)
    {
        var task = Reading.Of(text).Task;
        task.Sentences.Should().Be(sentences);
        task.Questions.Should().Be(questions);
    }

    [Theory]
    [InlineData("この関数は何をしますか。")]
    [InlineData("这个函数是线程安全的吗")]
    [InlineData("이 함수는 스레드 안전합니까")]
    public void A_word_that_asks_makes_a_question_without_a_mark(string text) => Reading.Of(text).Task.Questions.Should().Be(1);

    [Theory]
    [InlineData("把「死锁」改名，函数里用。")]
    [InlineData("把“死锁”改名，函数里用。")]
    [InlineData("Rename “deadlock” in the function.")]
    public void Quoted_words_are_not_said(string text) => Reading.Of(text).Task.Hits(Trait.Concurrency).Should().Be(0);

    [Theory]
    [InlineData("这两行换一下顺序", 3)] // 一下 is courtesy
    [InlineData("函数を書いて", 3)]
    [InlineData("请改名 x", 2)]
    public void A_word_of_courtesy_leaves_the_rest_of_a_line_its_length(string text, int words) =>
        Reading.Of(text).Task.Words.Should().Be(words);

    [Theory]
    [InlineData("请谢谢您好")]
    [InlineData("부탁드립니다")]
    public void Courtesy_is_not_counted(string text) => Reading.Of(text).Task.Words.Should().Be(0);

    [Fact]
    public void Endings_of_a_korean_word_change_nothing()
    {
        var task = Reading.Of("함수를 리팩토링해줬으면 합니다").Task;
        task.Hits(Trait.Reshaping).Should().Be(1);
        Reading.Of("함수를 리팩토링").Task.Hits(Trait.Reshaping).Should().Be(1);
    }

    [Theory]
    [InlineData("락을 없애는 함수", 1)]
    [InlineData("락앤롤 함수", 0)] // a syllable of another word
    public void A_korean_word_of_one_syllable_is_not_part_of_another(string text, int hits) =>
        Reading.Of(text).Task.Hits(Trait.Concurrency).Should().Be(hits);
}
