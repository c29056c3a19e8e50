using Engagement.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Hosting;

/// <summary>What a test wants otherwise than the default.</summary>
internal sealed record ServerSetup
{
    /// <summary>Each <c>Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Default the system's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Replaces or adds services, last of all.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public string Environment { get; init; } = "Development";
}

/// <summary>The real server, as the program puts it together, on real Kestrel at a port of the system's choice.</summary>
internal sealed class EngagementServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _isFirst;
    private readonly HttpClient _http;

    private EngagementServer(WebApplication app, TestDatabase database, string folder, bool isFirst, RecordedLogs logs)
    {
        (_app, Database, Folder, _isFirst, Logs) = (app, database, folder, isFirst, logs);
        Address = new Uri(app.Urls.Single());
        _http = new HttpClient { BaseAddress = Address };
        Client = new GraphQLClient(_http);
    }

    /// <summary>The root, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Without a token; for what is not GraphQL.</summary>
    public HttpClient Http => _http;

    public GraphQLClient Client { get; }
    public IServiceProvider Services => _app.Services;
    public TestDatabase Database { get; }

    /// <summary>The storage folder.</summary>
    public string Folder { get; }

    public RecordedLogs Logs { get; }

    /// <summary>Starts a server over a database of its own; skips the test where the engine is not there.</summary>
    public static async Task<EngagementServer> StartAsync(string engine, ServerSetup? setup = null)
    {
        var database = await TestDatabase.CreateAsync(engine);
        return await StartAsync(database, Directory.CreateTempSubdirectory("engagement-test-").FullName, isFirst: true, setup);
    }

    /// <summary>One more server over the same database and storage folder, as long as this one lives; not on SQLite.</summary>
    public Task<EngagementServer> StartReplicaAsync(ServerSetup? setup = null) => StartAsync(Database, Folder, isFirst: false, setup);

    /// <summary>Stops as on SIGTERM; the database stays until this is disposed.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_isFirst)
            await DropAsync(Database, Folder);
    }

    private static async Task<EngagementServer> StartAsync(TestDatabase database, string folder, bool isFirst, ServerSetup? setup)
    {
        setup ??= new ServerSetup();
        WebApplication? app = null;
        try
        {
            var logs = new RecordedLogs();
            app = Build(database, folder, setup, logs);
            await app.StartServerAsync(TestContext.Current.CancellationToken);
            return new EngagementServer(app, database, folder, isFirst, logs);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            if (isFirst)
                await DropAsync(database, folder);
            throw;
        }
    }

    private static WebApplication Build(TestDatabase database, string folder, ServerSetup setup, RecordedLogs logs)
    {
        string[] settings =
        [
            $"environment={setup.Environment}",
            $"contentRoot={folder}",
            "urls=http://127.0.0.1:0",
            $"Storage:Directory={folder}",
            $"Database:Provider={database.Engine}",
            $"Database:ConnectionString={database.ConnectionString}",
            .. setup.Settings,
        ];
        return ServerHost.Build(settings, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(logs);
            if (setup.Time is { } time)
                builder.Services.Replace(ServiceDescriptor.Singleton(time));
            setup.Services?.Invoke(builder.Services);
        });
    }

    private static async Task DropAsync(TestDatabase database, string folder)
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
