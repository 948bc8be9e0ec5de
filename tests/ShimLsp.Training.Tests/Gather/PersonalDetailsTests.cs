namespace ShimLsp.Training.Tests.Gather;

/// <summary>No row tells who the person is.</summary>
public sealed class PersonalDetailsTests
{
    [Theory]
    [InlineData("mail ann.quay@harbour.example about it", "mail <email> about it")]
    [InlineData("open /home/annquay/boats and ask annquay", "open /home/<user>/boats and ask <user>")]
    [InlineData(@"open C:\Users\ann\boats", @"open C:\Users\<user>\boats")]
    [InlineData("push to harbourmaster/boats", "push to <user>/boats")]
    [InlineData("the key is sk-abcdefghijklmnop1234", "the key is <key>")]
    [InlineData("checked out 0123456789abcdef0123456789abcdef01234567", "checked out <hex>")]
    [InlineData("token aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z here", "token <key> here")]
    [InlineData("set password: quay1234 there", "set password: <secret> there")]
    [InlineData("clone https://ann:quay12@host.example/boats", "clone https://<user>:<secret>@host.example/boats")]
    [InlineData("call +49 170 1234567 now", "call <phone> now")]
    [InlineData("ssh to 93.184.216.34 please", "ssh to <ip> please")]
    [InlineData("bind to 127.0.0.1 or 192.168.1.4", "bind to 127.0.0.1 or 192.168.1.4")]
    [InlineData("the field password: string stays", "the field password: string stays")]
    [InlineData(
        "rename HarbourMasterControllerFactoryProviderService2 in src/Main.cs",
        "rename HarbourMasterControllerFactoryProviderService2 in src/Main.cs"
    )]
    public void Details_become_placeholders_and_code_stays(string text, string expected)
    {
        var typed = System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        using var folder = new HistoryFolder().With("harbourmaster/boats", "history.jsonl", $$"""{"session_id":"s","text":"{{typed}}"}""");
        folder.Gather().Should().ContainSingle().Which.Text.Should().Be(expected);
    }

    [Theory]
    [InlineData("please fix the page of boats", "en")]
    [InlineData("Bitte füge eine Seite für die Boote hinzu", "de")]
    [InlineData("ajoute une page pour les bateaux avec le capitaine", "fr")]
    [InlineData("agrega una página para los barcos con el capitán", "es")]
    [InlineData("adicione uma página para os barcos, não mude o resto", "pt")]
    [InlineData("aggiungi una pagina per gli ormeggi della barca", "it")]
    [InlineData("добавь страницу со списком лодок", "ru")]
    [InlineData("添加一个列出船只的页面", "zh")]
    [InlineData("船の一覧ページを追加してください", "ja")]
    [InlineData("배 목록 페이지를 추가해 주세요", "ko")]
    [InlineData("添加页面 Error: cannot find module boats at Object.load in the file of the harbour 这是什么问题呢", "zh")]
    [InlineData("把/home/boats/harbour.txt移到第二页", "zh")]
    [InlineData("42", "none")]
    public void The_language_is_guessed(string text, string expected)
    {
        using var folder = new HistoryFolder().With("ann/boats", "history.jsonl", $$"""{"session_id":"s","text":"{{text}}"}""");
        folder.Gather().Should().ContainSingle().Which.Language.Should().Be(expected);
    }
}
