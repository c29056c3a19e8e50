using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using Engagement.Transport;
using Engagement.Transport.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Engagement.Server.Tests.Auth;

/// <summary>A host that has nothing but identity and network, and says who calls from where.</summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardedServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GuardedServer> StartAsync(
        Dictionary<string, string?> settings, string environment = "Production", Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSettings<StorageOptions>(builder.Configuration, "Storage").AddSingleton<StorageFolder>();
        builder.Services.AddEngagementIdentity(builder.Configuration, builder.Environment);
        builder.Services.AddEngagementNetwork(builder.Configuration);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseEngagementNetwork();
        app.UseEngagementIdentity();
        app.MapGet("/whoami", (HttpContext context, IdentityOptions options) =>
            Results.Text(JsonSerializer.Serialize(CallerToken.From(context.User, options), JsonSerializerOptions.Web)));
        app.MapGet("/where", (HttpContext context) => $"{context.Request.Scheme} {context.Connection.RemoteIpAddress}");
        app.MapGet("/socket", (HttpContext context, IOptions<TransportOptions> transport) => new OriginCheck(transport).Allows(context.Request));
        app.MapPost("/graphql", () => "{}").RequireCors(NetworkExtensions.CorsPolicy);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new GuardedServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A host outside Development that believes a provider; more settings win.</summary>
    public static Task<GuardedServer> BehindAsync(OidcServer oidc, Dictionary<string, string?>? more = null)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Identity:Authority"] = oidc.Issuer,
            ["Identity:Audience"] = OidcServer.Audience,
            ["Identity:RequireHttpsMetadata"] = "false",
            ["Identity:KeyRefreshInterval"] = "00:00:01",
        };
        foreach (var (key, value) in more ?? [])
            settings[key] = value;
        return StartAsync(settings);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Null if anonymous; fails if the token is refused.</summary>
    public async Task<CallerToken?> WhoAmIAsync(string? token)
    {
        using var answer = await GetAsync("/whoami", token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<CallerToken>(TestContext.Current.CancellationToken);
    }

    /// <summary>Refused by both ways in, over HTTP as RFC 6750 says it.</summary>
    public async Task AssertRefusedAsync(string token)
    {
        using var answer = await GetAsync("/whoami", token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Contains("invalid_token", challenge.Parameter);

        var result = await AuthenticateAsync(token);
        Assert.Null(result.Principal);
        Assert.NotNull(result.Failure);
    }

    public Task<TokenAuthenticationResult> AuthenticateAsync(string token) => Services.GetRequiredService<TokenAuthentication>()
        .AuthenticateTokenAsync(token, TestContext.Current.CancellationToken);

    /// <summary>Asks again until the answer is the wanted one; fails after 30 seconds.</summary>
    public async Task UntilAsync(string token, HttpStatusCode wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await GetAsync("/whoami", token);
            if (answer.StatusCode == wanted)
                return;
            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
