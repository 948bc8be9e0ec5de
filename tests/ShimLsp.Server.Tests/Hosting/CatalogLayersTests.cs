namespace ShimLsp.Server.Tests.Hosting;

public sealed class CatalogLayersTests : IDisposable
{
    private const string User = "home/.config/shim-lsp/models.json";
    private const string Codex = "home/.codex-shim/models.json";
    private const string Own = "ws/.shim/models.json";

    private readonly CatalogWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("", "sample")]
    [InlineData("codex", "codex")]
    [InlineData("user codex", "user")]
    [InlineData("own user codex", "own")]
    [InlineData("setting own user codex", "setting")]
    [InlineData("option setting own user codex", "option")]
    public void The_first_layer_found_wins(string layers, string expected)
    {
        world.Trust();
        foreach (var layer in layers.Split(' '))
        {
            Add(layer);
        }

        Check(expected, problems: "");
    }

    [Theory]
    [InlineData("ws/m.json", "m.json")]
    [InlineData("home/m.json", "~/m.json")]
    [InlineData("m.json", "../m.json")]
    public void A_setting_is_relative_to_the_folder(string file, string setting)
    {
        world.Trust();
        world.Folder.Write(file, CatalogWorld.Catalog("found"));
        world.Query = world.Query with { ModelsSetting = setting };
        Check("found", problems: "");
    }

    [Fact]
    public void Without_a_folder_a_setting_is_relative_to_the_working_directory()
    {
        world.Folder.Write("cwd/m.json", CatalogWorld.Catalog("found"));
        world.Query = world.Query with { ModelsSetting = "m.json", Folder = null };
        Check("found", problems: "");
    }

    [Fact]
    public void The_option_is_relative_to_the_working_directory()
    {
        world.Folder.Write("cwd/m.json", CatalogWorld.Catalog("found"));
        world.Query = world.Query with { ModelsOption = "m.json" };
        Check("found", problems: "");
    }

    [Theory]
    [InlineData("gone.json", "does not exist")]
    [InlineData("folder", "is a folder")]
    [InlineData("loop", "is a loop of symbolic links")]
    [InlineData("dangling", "is a symbolic link to nothing")]
    [InlineData("large.json", "is larger than 16 MiB")]
    [InlineData("in\0valid", "is not a path")]
    public void A_named_file_that_cannot_be_read_does_not_fall_through(string name, string why)
    {
        MakeUnreadable();
        Add("user");
        world.Query = world.Query with { ModelsOption = name };
        Check("none", problems: "unreadableCatalog");
        var problem = world.Last!.State.Problems.Single();
        problem.Message.Should().Be($"The catalog named by --models {why}.");
        problem.Source.Should().Be(name.Contains('\0', StringComparison.Ordinal) ? "settings" : world.Folder.At($"cwd/{name}"));
        world.Last.State.Sources.Should().BeEmpty();
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("loop")]
    [InlineData("dangling")]
    [InlineData("large.json")]
    public void A_found_file_that_cannot_be_read_does_not_fall_through(string name)
    {
        MakeUnreadable();
        Add("codex");
        world.Folder.Link(User, world.Folder.At($"cwd/{name}"));
        Check("none", problems: "unreadableCatalog");
    }

    [Fact]
    public void Text_that_does_not_parse_does_not_fall_through_and_its_problems_say_where()
    {
        Add("codex");
        world.Folder.Write(User, "{");
        Check("none", problems: "invalidJson");
        world.Last!.State.Problems.Single().Source.Should().Be(world.Folder.At(User));
    }

    [Fact]
    public void The_last_good_catalog_stays_in_force_while_a_file_is_half_written()
    {
        Add("user");
        Check("user", problems: "");
        world.Folder.Write(User, "{ \"models\": [");
        Check("user", problems: "invalidJson lastGoodInForce");
        CheckChange("problems");
        Check("user", problems: "invalidJson lastGoodInForce");
        CheckChange("");
        Add("user");
        Check("user", problems: "");
        CheckChange("problems");
    }

    [Fact]
    public void It_also_stays_when_the_file_becomes_a_folder_or_another_named_one_is_missing()
    {
        Add("user");
        Check("user", problems: "");
        File.Delete(world.Folder.At(User));
        world.Folder.Folder(User);
        Check("user", problems: "unreadableCatalog lastGoodInForce");
        world.Query = world.Query with { ModelsOption = "gone.json" };
        Check("user", problems: "unreadableCatalog lastGoodInForce");
        world.Last!.State.Sources.Should().Equal(world.Folder.At(User));
        world.Last.State.Problems.Select(problem => problem.Source).Should().AllBe(world.Folder.At("cwd/gone.json"));
    }

    [Fact]
    public void A_deleted_file_gives_way_to_the_next_layer()
    {
        Add("user");
        Add("codex");
        Check("user", problems: "");
        File.Delete(world.Folder.At(User));
        Check("codex", problems: "");
        CheckChange("catalog credentials");
    }

    [Fact]
    public void Identical_bytes_change_nothing_and_keep_the_very_catalog()
    {
        Add("user");
        var before = world.Load().State.Catalog;
        Add("user");
        Check("user", problems: "");
        CheckChange("");
        world.Last!.State.Catalog.Should().BeSameAs(before);
    }

    [Fact]
    public void Other_bytes_change_the_catalog()
    {
        Add("user");
        world.Load();
        world.Folder.Write(User, CatalogWorld.Catalog("user", extra: " "));
        Check("user", problems: "");
        CheckChange("catalog");
    }

    [Fact]
    public void The_same_bytes_in_a_higher_layer_are_another_catalog()
    {
        world.Trust();
        world.Folder.Write(User, CatalogWorld.Catalog("same"));
        world.Load();
        world.Folder.Write(Own, CatalogWorld.Catalog("same"));
        Check("same", problems: "");
        CheckChange("catalog");
        world.Last!.State.Sources.Should().Equal(world.Folder.At(Own));
    }

    [Fact]
    public void Every_place_down_to_the_one_in_force_is_watched()
    {
        Add("user");
        world.Load();
        world.Watched().Should().Equal(Own, User);
        world.Query = world.Query with { ModelsSetting = "gone.json" };
        world.Trust();
        world.Load();
        world.Watched().Should().Equal("ws/gone.json");
        File.Delete(world.Folder.At(User));
        world.Query = world.Query with { ModelsSetting = null, Folder = null };
        world.Load();
        world.Watched().Should().Equal(User, Codex);
    }

    [Fact]
    public void A_setting_may_name_a_layer()
    {
        Add("own");
        world.Query = world.Query with { ModelsSetting = ".shim/models.json" };
        Check("sample", problems: "untrustedWorkspace");
    }

    private void Add(string layer)
    {
        var file = layer switch
        {
            "own" => Own,
            "user" => User,
            "codex" => Codex,
            _ => $"{layer}.json",
        };
        if (layer.Length > 0)
        {
            world.Folder.Write(file, CatalogWorld.Catalog(layer));
        }

        world.Query = layer switch
        {
            "setting" => world.Query with { ModelsSetting = world.Folder.At(file) },
            "option" => world.Query with { ModelsOption = world.Folder.At(file) },
            _ => world.Query,
        };
    }

    private void MakeUnreadable()
    {
        world.Folder.Folder("cwd/folder");
        world.Folder.Link("cwd/loop", world.Folder.At("cwd/loop"));
        world.Folder.Link("cwd/dangling", world.Folder.At("cwd/nowhere"));
        using var large = File.Create(world.Folder.At("cwd/large.json"));
        large.SetLength((16 << 20) + 1);
    }

    private void Check(string expected, string problems)
    {
        world.InForce().Should().Be(expected);
        world.Problems().Should().Be(problems);
    }

    private void CheckChange(string expected)
    {
        var load = world.Last!;
        string[] changes =
        [
            load.CatalogChanged ? "catalog" : "",
            load.ProblemsChanged ? "problems" : "",
            load.CredentialsChanged ? "credentials" : "",
        ];
        string.Join(' ', changes.Where(change => change.Length > 0)).Should().Be(expected);
    }
}
