using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Tests.Hosting;

/// <summary>A load and a watch of what it read, combined as in a session. No editor reports a change here.</summary>
public sealed class CatalogReloadTests : IDisposable
{
    private const string Own = "ws/.shim/models.json";
    private const string User = "home/.config/shim-lsp/models.json";
    private const string Key = "home/key";

    private readonly CatalogWorld world = new();
    private readonly List<string> seen = [];
    private readonly FileWatch watch;
    private readonly FileWatchRegistration registration;

    public CatalogReloadTests()
    {
        watch = new FileWatch(world.Host.Time, failure => seen.Add(failure.Message));
        registration = watch.Register(Reload);
        world.Folder.Write(Key, "one");
        world.Folder.Write(User, CatalogWorld.Catalog("user", "${file:~/key}"));
    }

    public void Dispose()
    {
        watch.Dispose();
        world.Dispose();
    }

    [Fact]
    public void An_edit_is_a_change_of_the_catalog() =>
        Check(() => world.Folder.Write(User, CatalogWorld.Catalog("edited", "${file:~/key}")), "edited: catalog credentials");

    [Fact]
    public void A_saving_editor_never_blanks_the_catalog() => Check(() => world.Folder.Write(User, ""), "user: problems");

    [Fact]
    public void Another_key_in_its_file_is_a_change_of_credentials() =>
        Check(() => world.Folder.Write(Key, "another"), "user: credentials");

    [Fact]
    public void A_saved_file_with_the_same_text_does_not_count_as_a_change() =>
        Check(() => File.SetLastWriteTimeUtc(world.Folder.At(User), DateTime.UnixEpoch), "user:");

    [Fact]
    public void A_higher_layer_that_appears_is_a_change_of_the_catalog()
    {
        world.Trust();
        Check(() => world.Folder.Write(Own, CatalogWorld.Catalog("own")), "own: catalog credentials");
    }

    [Fact]
    public void Trust_that_another_process_stores_is_a_change_of_the_catalog()
    {
        world.Folder.Write(Own, CatalogWorld.Catalog("own"));
        var hash = world.Catalogs.Load(world.Query with { IsTrusted = true }, null).HashOfCatalogInForce()!;
        Check(() => world.State.Trust(world.Workspace, hash), "own: catalog problems credentials");
    }

    [Fact]
    public void A_grant_that_another_process_stores_is_a_change_of_credentials()
    {
        world.Trust();
        world.Folder.Write(Own, CatalogWorld.Catalog("own", "${file:~/key}"));
        var grant = world.Catalogs.Load(world.Query, null).PendingGrants.Single();
        Check(() => world.State.Grant(world.Workspace, grant), "own: credentials");
    }

    private void Check(Action change, string expected)
    {
        Reload();
        Pass(TimeSpan.FromSeconds(5));
        seen.Clear();
        change();
        Pass(TimeSpan.FromSeconds(1));
        seen.Should().Equal(expected);
    }

    private void Reload()
    {
        var load = world.Load();
        string[] parts =
        [
            $"{load.State.Catalog!.Models.Single().Slug}:",
            load.CatalogChanged ? "catalog" : "",
            load.ProblemsChanged ? "problems" : "",
            load.CredentialsChanged ? "credentials" : "",
        ];
        seen.Add(string.Join(' ', parts.Where(part => part.Length > 0)));
        registration.Replace(load.WatchedFiles);
    }

    private void Pass(TimeSpan span)
    {
        var step = TimeSpan.FromMilliseconds(50);
        for (var passed = TimeSpan.Zero; passed < span; passed += step)
        {
            ((FakeTimeProvider)world.Host.Time).Advance(step);
        }
    }
}
