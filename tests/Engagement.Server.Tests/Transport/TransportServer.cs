using System.Net;
using Engagement.Transport;
using GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Engagement.Server.Tests.Transport;

/// <summary>A real Kestrel with the mini schema and nothing of the product.</summary>
internal sealed class TransportServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TransportServer(WebApplication app, MiniWorld world, FakeTimeProvider time, LogSink logs)
    {
        _app = app;
        World = world;
        Time = time;
        Logs = logs;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/graphql");
        Http = new HttpClient { BaseAddress = Address };
        Counters = new Counters(app.Services);
    }

    public Uri Address { get; }

    public Uri SocketAddress => new UriBuilder(Address) { Scheme = "ws" }.Uri;

    public HttpClient Http { get; }

    public MiniWorld World { get; }

    /// <summary>The transport's clock; stands still unless a test advances it.</summary>
    public FakeTimeProvider Time { get; }

    public LogSink Logs { get; }

    public Counters Counters { get; }

    public static async Task<TransportServer> StartAsync(Action<TransportOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var (world, time, logs) = (new MiniWorld(), new FakeTimeProvider(DateTimeOffset.UtcNow), new LogSink());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(world);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ICallerAuthenticator, MiniAuthenticator>();
        builder.Services.AddSingleton<IUserContextFactory, MiniUserContextFactory>();
        builder.Services.AddScoped<ScopeProbe>();
        builder.Services.AddGraphQL(graphql => graphql
            .AddSchema<MiniSchema>()
            .AddExecutionStrategy<MiniSubscriptionStrategy>(GraphQLParser.AST.OperationType.Subscription));
        builder.Services.AddGraphQLTransport(transport =>
        {
            // A test that lets the clock run must not cut the connection before the client has read the close frame.
            transport.CloseTimeout = TimeSpan.FromMinutes(5);
            options?.Invoke(transport);
        });
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapGraphQLTransport("/graphql");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TransportServer(app, world, time, logs);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>A socket, its handshake not begun.</summary>
    public RawSocket Socket() => new(SocketAddress);

    /// <summary>A socket after `connection_ack`.</summary>
    public async Task<RawSocket> ConnectAsync(string? payload = null)
    {
        var socket = Socket();
        await socket.ConnectAsync();
        await socket.SendAsync(payload is null ? """{"type":"connection_init"}""" : $$"""{"type":"connection_init","payload":{{payload}}}""");
        Assert.Equal("connection_ack", (await socket.ReceiveAsync()).GetProperty("type").GetString());
        return socket;
    }

    /// <summary>Lets the clock run until the task is done, whenever the server begins to look at it.</summary>
    public async Task<T> RunClockUntilAsync<T>(Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(task, Task.Delay(5, TestContext.Current.CancellationToken));
        }
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Counters.Dispose();
        World.Dispose();
        await _app.DisposeAsync();
    }
}
