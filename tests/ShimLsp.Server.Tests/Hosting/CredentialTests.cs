using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Tests.Hosting;

public sealed class CredentialTests : IDisposable
{
    private const string User = "home/.config/shim-lsp/models.json";
    private const string KeyText = "sk-canary-0123456789";

    private readonly CatalogWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("sk-literal", null, null)]
    [InlineData("${env:SET}", null, null)]
    [InlineData("${env:EMPTY}", CredentialFault.VariableNotSet, "EMPTY is not set. Run: export EMPTY=…")]
    [InlineData("${env:UNSET}", CredentialFault.VariableNotSet, "UNSET is not set. Run: export UNSET=…")]
    [InlineData("${env:ODD}", CredentialFault.Unsendable, "ODD contains a character that cannot be sent. Enter it again.")]
    [InlineData("${secret:ODD}", CredentialFault.Unsendable, "ODD contains a character that cannot be sent. Enter it again.")]
    [InlineData("${env:}", CredentialFault.Malformed, "api_key is a malformed reference. Correct it in the catalog.")]
    [InlineData("sk literal", CredentialFault.Unsendable, "api_key contains a character that cannot be sent. Correct it in the catalog.")]
    [InlineData("${env:GIVEN}", null, null)]
    [InlineData("${secret:GIVEN}", null, null)]
    [InlineData("${secret:SET}", CredentialFault.SecretNotGiven, "Secret SET is not set. Enter it in VS Code, or use ${env:SET} instead.")]
    [InlineData(
        "${secret:EMPTY}",
        CredentialFault.SecretNotGiven,
        "Secret EMPTY is not set. Enter it in VS Code, or use ${env:EMPTY} instead."
    )]
    public void A_missing_key_is_named(string? key, CredentialFault? fault, string? expected)
    {
        world.Variables["SET"] = KeyText;
        world.Variables["EMPTY"] = "";
        world.Variables["ODD"] = "sk-\u0000";
        world.Give("GIVEN", KeyText);
        world.Give("EMPTY", "");
        if (key == "${secret:ODD}")
        {
            world.Give("ODD", "two words");
        }

        world.Folder.Write(User, CatalogWorld.Catalog("m", key));
        world.Missing().Should().Be(expected);
        world.Fault().Should().Be(fault);
        world.Pending().Should().BeEmpty("a person's own file needs no leave");
    }

    [Theory]
    [InlineData("key", KeyText, null, null)]
    [InlineData("key", KeyText + "\r\n", null, null)]
    [InlineData("key", "\uFEFF" + KeyText + "\n", null, null)]
    [InlineData("key", "\uFEFF\n", CredentialFault.FileEmpty, "is empty")]
    [InlineData("key", "two words", CredentialFault.Unsendable, "contains a character that cannot be sent")]
    [InlineData("key", "ключ", CredentialFault.Unsendable, "contains a character that cannot be sent")]
    [InlineData("key", "\n\n", CredentialFault.FileEmpty, "is empty")]
    [InlineData("key", "", CredentialFault.FileEmpty, "is empty")]
    [InlineData("gone", null, CredentialFault.FileNotFound, "does not exist")]
    [InlineData(".", null, CredentialFault.FileUnreadable, "is a folder")]
    public void A_key_file_must_hold_a_key(string name, string? content, CredentialFault? fault, string? why)
    {
        if (content is not null)
        {
            world.Folder.Write($"home/.config/shim-lsp/{name}", content);
        }

        world.Folder.Write(User, CatalogWorld.Catalog("m", $"${{file:{name}}}"));
        var path = Path.GetFullPath(name, world.Folder.At("home/.config/shim-lsp"));
        world.Missing().Should().Be(why is null ? null : $"The key file {path} {why}. Put the key there.");
        world.Fault().Should().Be(fault);
        world.Watched().Should().Contain(Path.GetRelativePath(world.Folder.Path, path));
    }

    [Theory]
    [InlineData(false, "sk-key\r\n", "sk-key")]
    [InlineData(true, " sk-key", "sk-key")]
    [InlineData(false, "sk-ключ", "!")]
    [InlineData(true, "", "!")]
    public void A_key_file_may_be_in_UTF_16(bool isBigEndian, string content, string expected)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        File.WriteAllBytes(world.Folder.Write("home/key", ""), [.. encoding.GetPreamble(), .. encoding.GetBytes(content)]);
        world.Folder.Write(User, CatalogWorld.Catalog("m", "${file:~/key}"));

        world.Read().Should().Be(expected);
        (world.Missing() is null).Should().Be(expected != "!");
    }

    [Fact]
    public void A_key_file_is_small()
    {
        world.Folder.Write("home/key", new string('k', 65_536));
        world.Folder.Write(User, CatalogWorld.Catalog("m", "${file:~/key}"));
        world.Missing().Should().BeNull();
        world.Folder.Write("home/key", new string('k', 65_537));
        world.Missing().Should().Contain("is larger than 64 KiB");
    }

    [Fact]
    public void Another_key_in_its_file_changes_credentials_and_not_the_catalog()
    {
        var path = world.Folder.Write("home/key", "one\n");
        world.Folder.Write(User, CatalogWorld.Catalog("m", "${file:~/key}"));
        world.Load();
        CheckCredentialsChange(false);
        File.SetLastWriteTimeUtc(path, new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        CheckCredentialsChange(false); // touched
        world.Folder.Write("home/key", "one");
        CheckCredentialsChange(false); // the same key
        var written = File.GetLastWriteTimeUtc(path);
        world.Folder.Write("home/key", "two");
        File.SetLastWriteTimeUtc(path, written);
        CheckCredentialsChange(true); // same length, same time
        File.Delete(path);
        CheckCredentialsChange(true);
        CheckCredentialsChange(false);
    }

    [Fact]
    public void A_secret_that_is_given_or_taken_changes_credentials()
    {
        world.Folder.Write(User, CatalogWorld.Catalog("m", "${secret:KEY}"));
        world.Load();
        world.Give("KEY", KeyText);
        CheckCredentialsChange(true);
        world.Query = world.Query with { Secrets = world.Query.Secrets.Clear() };
        CheckCredentialsChange(true);
    }

    [Fact]
    public void No_key_is_in_anything_that_could_be_printed()
    {
        world.Give("GIVEN", KeyText);
        world.Variables["SET"] = KeyText;
        world.Folder.Write("home/key", KeyText);
        foreach (var key in new[] { KeyText, "${env:SET}", "${secret:GIVEN}", "${file:~/key}" })
        {
            world.Folder.Write(User, CatalogWorld.Catalog("m", key));
            var load = world.Load();
            object?[] printable = [load, world.Query, load.InForce, .. load.State.Problems, .. load.KeyFiles, .. load.State.Credentials];
            string.Join(' ', printable).Should().NotContain(KeyText);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(" sk-literal\\n", "sk-literal")]
    [InlineData("sk literal", "!")]
    [InlineData("${env:SET}", "sk-set")]
    [InlineData("${env:PADDED}", "sk-padded")]
    [InlineData("\uFEFFsk-literal", "sk-literal")]
    [InlineData("${env:MARKED}", "sk-marked")]
    [InlineData("${secret:MARKED}", "sk-marked")]
    [InlineData("${file:~/marked}", "sk-file")]
    [InlineData("${env:BOTH}", "sk-given")] // a process's environment never changes: this is how its key is replaced
    [InlineData("${env:GIVEN}", "sk-only-given")]
    [InlineData("${secret:BOTH}", "sk-given")]
    [InlineData("${file:~/key}", "sk-file")]
    [InlineData("${env:UNSET}", "!")]
    [InlineData("${env:ODD}", "!")]
    [InlineData("${secret:SET}", "!")]
    [InlineData("${file:~/gone}", "!")]
    public void A_key_is_read_when_it_is_used(string? key, string? expected)
    {
        world.Variables["SET"] = "sk-set";
        world.Variables["PADDED"] = " sk-padded\r\n";
        world.Variables["MARKED"] = "\uFEFF sk-marked\n";
        world.Give("MARKED", " \uFEFFsk-marked ");
        world.Folder.Write("home/marked", "\uFEFFsk-file\r\n");
        world.Variables["BOTH"] = "sk-old";
        world.Variables["ODD"] = "sk-\u0000";
        world.Give("BOTH", "sk-given");
        world.Give("GIVEN", "sk-only-given");
        world.Folder.Write("home/key", "sk-file\n");
        world.Folder.Write(User, CatalogWorld.Catalog("m", key));

        world.Read().Should().Be(expected);
    }

    private void CheckCredentialsChange(bool expected)
    {
        var load = world.Load();
        load.CredentialsChanged.Should().Be(expected);
        load.CatalogChanged.Should().BeFalse();
    }
}
