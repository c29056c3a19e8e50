using Engagement.Data.SqlServer;
using Engagement.Server.Tests.Articles;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.SqlServer.Tests.Capture;
using Engagement.SqlServer.Tests.Product.Scenario;
using Xunit;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>The whole product once on SQLite, with its shadow, and the check of what the shadow saw.</summary>
public sealed class ProductRun : IAsyncLifetime
{
    private readonly ProductShadow _shadow = new();

    internal StatementLog Log => _shadow.Log;

    /// <summary>Those of <see cref="KnownAlarms"/> are not among them.</summary>
    internal IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Alarms that were raised and are known to be false.</summary>
    internal IReadOnlyList<Finding> FalseAlarms { get; private set; } = [];

    internal ReachedSites Reached => _shadow.Reached;

    public async ValueTask InitializeAsync()
    {
        using var press = new Publisher();
        var setup = new ServerSetup { Services = _shadow.Add, Settings = ["Database:SampleSite=true", .. press.Settings] };
        await using (var site = await Site.StartAsync(Engines.Sqlite, setup))
        {
            var (article, top, reply) = await Writing.RunAsync(site, _shadow.LostCommit);
            await Moderating.RunAsync(site, article, top, reply);
            await Reading.RunAsync(site, press, article, top, reply);
            await Sponsoring.RunAsync(site);
            await Working.RunAsync(site, article, _shadow.Add);
        }
        await EngineAsync();
        var findings = SqlServerCheck.Of(CheckedModels.Product).Run(_shadow.Log).ToLookup(KnownAlarms.Has);
        (Findings, FalseAlarms) = ([.. findings[false]], [.. findings[true]]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What the engine says of its own: no other engine says the like.</summary>
    private async Task EngineAsync()
    {
        await using var connection = new CaptureConnection(_shadow.Log, nameof(SqlServerEngine));
        await using var db = CheckedModels.Product.Create(connection);
        await new SqlServerEngine().PrepareAsync(db, TestContext.Current.CancellationToken);
    }
}
