using ShimLsp.Server.Lsp.Documents;

namespace ShimLsp.Server.Tests.Lsp;

/// <summary>The name of a file as VS Code would write it.</summary>
public class FileUriTests
{
    [Theory]
    [InlineData("/home/me/.config/shim-lsp/models.json", false, "file:///home/me/.config/shim-lsp/models.json")]
    [InlineData("/home/é/a b+c@d(1)/100%.json", false, "file:///home/%C3%A9/a%20b%2Bc%40d%281%29/100%25.json")]
    [InlineData("/odd\\name.json", false, "file:///odd%5Cname.json")]
    [InlineData(@"C:\Users\me\models.json", true, "file:///c%3A/Users/me/models.json")]
    [InlineData(@"\\server\share\models.json", true, "file://server/share/models.json")]
    public void It_is_spelt_as_VS_Code_spells_it(string path, bool isWindows, string expected) =>
        FileUri.Of(path, isWindows).Should().Be(expected);
}
