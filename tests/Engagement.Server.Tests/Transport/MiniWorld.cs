using System.Security.Claims;
using Engagement.Transport;
using Microsoft.AspNetCore.Http;

namespace Engagement.Server.Tests.Transport;

/// <summary>What a test and the resolvers of its server share.</summary>
internal sealed class MiniWorld : IDisposable
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Source of the subscription `ticks`.</summary>
    public EventSource Ticks { get; } = new();

    /// <summary>Completes when `wait` has begun.</summary>
    public TaskCompletionSource WaitBegun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when `wait` was cancelled.</summary>
    public TaskCompletionSource WaitCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often the mutation `add` ran.</summary>
    public int Total { get; set; }

    /// <summary>How often service scopes of operations were disposed.</summary>
    public int ScopesDisposed;

    public void Release() => _release.TrySetResult();

    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        WaitBegun.TrySetResult();
        try
        {
            await _release.Task.WaitAsync(cancellationToken);
            return "released";
        }
        catch (OperationCanceledException)
        {
            WaitCancelled.TrySetResult();
            throw;
        }
    }

    public void Dispose() => Release();
}

/// <summary>Accepts the token "good-NAME" until the end of time, "short-NAME" for a minute; refuses others.</summary>
internal sealed class MiniAuthenticator(TimeProvider time) : ICallerAuthenticator
{
    public ValueTask<Authentication> AuthenticateRequestAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return ValueTask.FromResult(Authenticate(header.Length == 0 ? null : header["Bearer ".Length..]));
    }

    public ValueTask<Authentication> AuthenticateSocketAsync(HttpContext context, ConnectionInit init, CancellationToken cancellationToken) =>
        init.BearerToken == "crash" ? throw new TimeoutException("identity provider") : ValueTask.FromResult(Authenticate(init.BearerToken));

    private Authentication Authenticate(string? token) => token?.Split('-') switch
    {
        null => Authentication.Accept(Caller.Anonymous),
        ["good", var name] => Authentication.Accept(Named(name, null)),
        ["short", var name] => Authentication.Accept(Named(name, time.GetUtcNow().AddMinutes(1))),
        _ => Authentication.Refuse("The token was refused."),
    };

    private static Caller Named(string name, DateTimeOffset? expiry) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "mini")), expiry);
}

/// <summary>Puts transport and address into the user context.</summary>
internal sealed class MiniUserContextFactory : IUserContextFactory
{
    public ValueTask<IDictionary<string, object?>> CreateAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        if (operation.Request.OperationName == "CrashBefore")
            throw new InvalidCastException("user context");
        return ValueTask.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>
        {
            ["about"] = $"{operation.Transport} {operation.RemoteAddress}",
            ["operation"] = operation,
        });
    }
}

/// <summary>Tells when its scope ends.</summary>
internal sealed class ScopeProbe(MiniWorld world) : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        IsDisposed = true;
        Interlocked.Increment(ref world.ScopesDisposed);
    }
}
