using ShimLsp.Server.Hosting.Catalogs;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>
/// Workspaces with the same text share one catalog; otherwise a thousand would hold a thousand equal ones. Nothing else is shared.
/// </summary>
public sealed class SharedCatalogTests : IDisposable
{
    private const string User = "home/.config/shim-lsp/models.json";

    private readonly CatalogWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Workspaces_on_one_text_share_its_catalog(bool isEmbedded)
    {
        if (!isEmbedded)
        {
            world.Folder.Write(User, CatalogWorld.Catalog("user"));
        }

        var (one, two) = (Load("one"), Load("two"));

        one.State.Catalog.Should().NotBeNull().And.BeSameAs(two.State.Catalog);
        GC.KeepAlive(one); // a catalog is shared as long as somebody uses it
    }

    [Fact]
    public void Equal_texts_of_two_workspaces_are_two_catalogs()
    {
        world.Folder.Write("one/.shim/models.json", CatalogWorld.Catalog("own"));
        world.Folder.Write("two/.shim/models.json", CatalogWorld.Catalog("own"));

        Load("one", trusted: true)
            .State.Catalog.Should()
            .NotBeSameAs(Load("two", trusted: true).State.Catalog, "each has its own source and problems");
    }

    [Fact]
    public void A_key_that_one_of_them_has_is_not_the_others()
    {
        world.Folder.Write(User, CatalogWorld.Catalog("user", "${secret:K}"));
        var (with, without) = (Load("one", secret: "s"), Load("two"));

        with.State.Catalog.Should().BeSameAs(without.State.Catalog);
        with.State.Credentials.Values.Single().IsResolved.Should().BeTrue();
        without.State.Credentials.Values.Single().IsResolved.Should().BeFalse();
    }

    [Fact]
    public void An_edit_leaves_the_catalog_of_those_who_have_not_read_it()
    {
        world.Folder.Write(User, CatalogWorld.Catalog("before"));
        var before = Load("one");
        world.Folder.Write(User, CatalogWorld.Catalog("after"));

        Load("two").State.Catalog!.Models.Single().Slug.Value.Should().Be("after");
        before.State.Catalog!.Models.Single().Slug.Value.Should().Be("before");
    }

    private CatalogLoad Load(string folder, bool trusted = false, string? secret = null)
    {
        var query = new CatalogQuery { Folder = FolderPath.Of(world.Folder.Folder(folder)), IsTrusted = trusted };
        return world.Catalogs.Load(secret is null ? query : query with { Secrets = query.Secrets.SetItem("K", secret) }, previous: null);
    }
}
