using Engagement.Data;
using Engagement.Server.Operations;
using Engagement.Server.Sample;
using GraphQL.Types;

namespace Engagement.Server.Hosting;

/// <summary>What happens before the server listens, in this order; whatever fails keeps it from starting.</summary>
internal sealed partial class ServerStart(
    DatabaseLock databaseLock,
    DatabaseChoice database,
    SchemaState schema,
    ISchema graph,
    PersistedDocuments documents,
    DocumentCheck check,
    SampleSite sample,
    SiteOptions site,
    IHostEnvironment environment,
    DatabaseOptions options,
    ILogger<ServerStart> log)
{
    /// <exception cref="StartException">The message says what to do.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        databaseLock.Take();
        if ((options.MigrateAtStart ?? DatabaseSetup.FileOf(database) is not null) && await schema.MigrateAsync(null, cancel) is { Count: > 0 } applied)
            LogMigrated(string.Join(", ", applied));
        var faults = await schema.FindFaultsAsync(cancel);
        if (faults.Count > 0)
            throw new StartException(string.Join(Environment.NewLine, faults));
        graph.Initialize();
        await documents.CheckAsync(check, cancel);
        if (environment.IsDevelopment() && options.SampleSite)
            await sample.LoadOnceAsync(cancel);
        if (!environment.IsDevelopment() && site.BaseUrl is null)
            LogNoAddress();
    }

    [LoggerMessage(200, LogLevel.Information, "Migrations applied: {Migrations}")]
    private partial void LogMigrated(string migrations);

    [LoggerMessage(234, LogLevel.Warning, "Site:BaseUrl does not say where readers reach this service: there are no short links, articles are shared by their own URLs")]
    private partial void LogNoAddress();
}
