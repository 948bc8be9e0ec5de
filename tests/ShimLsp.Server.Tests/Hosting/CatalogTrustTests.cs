using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>A clone does not speak for the person: its files are not used without asking.</summary>
public sealed class CatalogTrustTests : IDisposable
{
    private const string Own = "ws/.shim/models.json";
    private const string User = "home/.config/shim-lsp/models.json";

    private readonly CatalogWorld world = new();

    public CatalogTrustTests()
    {
        world.Folder.Write(Own, CatalogWorld.Catalog("own"));
        world.Folder.Write(User, CatalogWorld.Catalog("user"));
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_workspaces_catalog_is_skipped_with_a_problem_that_says_how_to_trust_it()
    {
        Check("user", "untrustedWorkspace");
        var problem = world.Last!.State.Problems.Single();
        problem.Source.Should().Be(world.Folder.At(Own));
        problem.Message.Should().Contain($"shim-lsp trust {world.Workspace}").And.Contain("editor");
    }

    [Fact]
    public void A_workspace_without_a_catalog_has_nothing_to_trust()
    {
        File.Delete(world.Folder.At(Own));
        Check("user", "");
    }

    [Fact]
    public void Trust_by_the_editor_comes_and_goes()
    {
        Check("user", "untrustedWorkspace");
        world.Trust();
        Check("own", "");
        world.Last!.CatalogChanged.Should().BeTrue();
        world.Query = world.Query with { IsTrusted = false };
        Check("user", "untrustedWorkspace");
        world.Last!.CatalogChanged.Should().BeTrue();
    }

    [Fact]
    public void Trust_in_a_text_holds_for_that_text_only()
    {
        TrustText();
        Check("own", "");
        world.Folder.Write(Own, CatalogWorld.Catalog("own", url: "https://evil.example"));
        Check("user", "untrustedWorkspace");
        world.Folder.Write(Own, CatalogWorld.Catalog("own"));
        Check("own", "");
    }

    [Fact]
    public void Trust_in_one_workspace_is_not_trust_in_its_copy()
    {
        TrustText();
        world.Folder.Write("copy/.shim/models.json", CatalogWorld.Catalog("own"));
        world.Query = world.Query with { Folder = FolderPath.Of(world.Folder.At("copy")) };
        Check("user", "untrustedWorkspace");
    }

    [Fact]
    public void A_workspace_that_nobody_trusts_cannot_block_the_other_layers()
    {
        world.Folder.Link(Own, world.Folder.At(Own));
        Check("user", "");
        world.State.Trust(world.Workspace, "another text's hash");
        Check("user", "");
        world.Query = world.Query with { ModelsSetting = "gone.json" };
        Check("user", "untrustedWorkspace");
    }

    [Fact]
    public void A_catalog_read_in_trust_is_dropped_with_the_trust()
    {
        world.Trust();
        Check("own", "");
        world.Query = world.Query with { IsTrusted = false };
        world.Folder.Write(User, "broken");
        Check("none", "untrustedWorkspace invalidJson");
    }

    [Fact]
    public void Trust_that_cannot_be_read_for_a_moment_is_neither_lost_nor_kept_for_good()
    {
        TrustText();
        Check("own", "");
        var memory = world.State.FileOf(world.Workspace)!;
        File.Move(memory, memory + ".aside");
        Directory.CreateDirectory(memory);
        Check("own", "");
        world.Last!.WatchedFiles.Single(file => file.Path == memory).IsToReadAgain.Should().BeTrue();
        Directory.Delete(memory);
        Check("user", "untrustedWorkspace");
        File.Move(memory + ".aside", memory);
        Check("own", "");
    }

    [Fact]
    public void In_a_trusted_workspace_the_last_good_text_stays_in_force()
    {
        world.Trust();
        Check("own", "");
        world.Folder.Write(Own, "broken");
        Check("own", "invalidJson lastGoodInForce");
    }

    [Theory]
    [InlineData("ws/m.json", "m.json", "user")] // in the folder
    [InlineData("open/m.json", "../open/m.json", "user")] // in another open one
    [InlineData("m.json", "../m.json", "found")] // in none
    [InlineData("ws2/m.json", "../ws2/m.json", "found")] // only its name begins alike
    public void A_file_that_a_setting_names_is_the_workspaces_own_if_it_lies_in_an_open_folder(string file, string setting, string expected)
    {
        world.Folder.Write(file, CatalogWorld.Catalog("found"));
        CheckSetting(setting, expected);
    }

    [Fact]
    public void So_it_is_by_a_link_into_an_open_folder()
    {
        world.Folder.Write("ws/m.json", CatalogWorld.Catalog("found"));
        world.Folder.Link("outside.json", world.Folder.At("ws/m.json"));
        CheckSetting("../outside.json", "user");
    }

    [Fact]
    public void So_it_is_by_a_linked_folder_on_the_way()
    {
        world.Folder.Write("ws/deep/m.json", CatalogWorld.Catalog("found"));
        world.Folder.Link("outside", world.Folder.At("ws/deep"));
        CheckSetting("../outside/m.json", "user");
    }

    [Fact]
    public void So_it_is_by_a_link_of_the_clone_that_leads_out()
    {
        world.Folder.Write("outside.json", CatalogWorld.Catalog("found"));
        world.Folder.Link("ws/m.json", world.Folder.At("outside.json"));
        CheckSetting("m.json", "user");
    }

    [Fact]
    public void The_same_holds_if_the_open_folder_is_itself_a_link()
    {
        world.Folder.Write("ws/m.json", CatalogWorld.Catalog("found"));
        world.Query = world.Query with { Folder = FolderPath.Of(world.Folder.Link("opened", world.Folder.At("ws"))) };
        CheckSetting(world.Folder.At("ws/m.json"), "user");
    }

    [Fact]
    public void The_option_is_exempt()
    {
        world.Query = world.Query with { ModelsOption = world.Folder.At(Own) };
        Check("own", "");
    }

    [Fact]
    public void The_files_that_trust_depends_on_are_watched()
    {
        Check("user", "untrustedWorkspace");
        world
            .Last!.WatchedFiles.Select(file => file.Path)
            .Should()
            .Equal(world.Folder.At(Own), world.Folder.At(User), world.State.FileOf(world.Workspace)!);
    }

    private void TrustText()
    {
        var query = world.Query with { IsTrusted = true };
        world.State.Trust(world.Workspace, world.Catalogs.Load(query, null).HashOfCatalogInForce()!).Should().BeNull();
    }

    private void CheckSetting(string setting, string expected)
    {
        world.Query = world.Query with
        {
            ModelsSetting = setting,
            OpenFolders = OpenFolders.None.Add(world.Workspace).Add(FolderPath.Of(world.Folder.Folder("open"))),
        };
        File.Delete(world.Folder.At(Own));
        Check(expected, expected == "user" ? "untrustedWorkspace" : "");
        world.Trust();
        Check("found", "");
    }

    private void Check(string expected, string problems)
    {
        world.InForce().Should().Be(expected);
        world.Problems().Should().Be(problems);
    }
}
