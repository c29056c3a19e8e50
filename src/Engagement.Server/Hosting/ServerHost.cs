using Engagement.Data;
using Engagement.Server.Endpoints;
using Microsoft.Extensions.Options;

namespace Engagement.Server.Hosting;

/// <summary>Puts the server together; everything that runs it (the command, tests, benchmarks) starts here.</summary>
internal static class ServerHost
{
    /// <summary>The services alone, for commands that do something beside a server.</summary>
    /// <param name="settings">Each <c>Section:Key=value</c>; they win over environment and files. <c>environment</c>, <c>contentRoot</c> and <c>urls</c> are keys too.</param>
    /// <param name="configure">Replaces or adds services, last of all.</param>
    /// <exception cref="StartException">A setting is unknown or cannot be read.</exception>
    public static WebApplication Compose(IReadOnlyList<string> settings, Action<WebApplicationBuilder>? configure = null) =>
        Compose(settings, FrameworkDefaults.ForCommand, configure);

    /// <summary>The server, not yet started.</summary>
    /// <inheritdoc cref="Compose(IReadOnlyList{string}, Action{WebApplicationBuilder}?)"/>
    public static WebApplication Build(IReadOnlyList<string> settings, Action<WebApplicationBuilder>? configure = null)
    {
        var app = Compose(settings, FrameworkDefaults.ForServer, configure);
        EndpointTable.Map(app);
        return app;
    }

    /// <summary>Checks the options, prepares the database and listens.</summary>
    /// <exception cref="OptionsValidationException">An option is out of its range.</exception>
    /// <exception cref="StartException">The message says what to do.</exception>
    public static async Task StartServerAsync(this WebApplication app, CancellationToken cancel)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        await DatabaseFault.TellAsync(app.Services, async () =>
        {
            await app.Services.GetRequiredService<ServerStart>().PrepareAsync(cancel);
            return true;
        });
        try
        {
            await app.StartAsync(cancel);
            if (app.Environment.IsDevelopment())
                app.Services.GetRequiredService<SiteAddress>().Listening = app.Urls.FirstOrDefault();
        }
        catch
        {
            await app.StopAsync(CancellationToken.None); // or the services that run already would be taken for broken when they are disposed
            throw;
        }
    }

    /// <summary>
    /// Waits for SIGTERM, SIGINT or a service that asks for the end; then stops listening, finishes requests, drains sockets
    /// and commit queues, and gives everything back.
    /// </summary>
    /// <returns>
    /// False if that took longer than <see cref="ShutdownOptions.Timeout"/>, where the rest is cut, or if a background service broke,
    /// which is what asked for the end: whoever runs the server has to start it again.
    /// </returns>
    public static async Task<bool> WaitAndStopAsync(this WebApplication app, CancellationToken cancel)
    {
        var timeout = app.Services.GetRequiredService<ShutdownOptions>().Timeout;
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signal = lifetime.ApplicationStopping.Register(stopping.SetResult);
        using var cancelled = cancel.Register(lifetime.StopApplication);
        await stopping.Task;
        var work = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(s => s.ExecuteTask).ToList();
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await app.StopAsync(limit.Token);
            await app.DisposeAsync().AsTask().WaitAsync(limit.Token);
            return !work.Exists(w => w is { IsFaulted: true });
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return false;
        }
    }

    private static WebApplication Compose(IReadOnlyList<string> settings, Action<WebApplicationBuilder> defaults, Action<WebApplicationBuilder>? configure)
    {
        string[] args = [.. settings.Select(s => $"--{s}")];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find(args) });
        defaults(builder);
        EngagementServices.Add(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        SettingsTable.RefuseNonsense([.. app.Services.GetServices<SettingsSection>()], app.Configuration, settings);
        return app;
    }
}
