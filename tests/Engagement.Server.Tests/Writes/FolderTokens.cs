using Engagement.Readers;
using Engagement.Server.Auth;
using Engagement.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Engagement.Server.Tests.Writes;

/// <summary>Tokens that a server over a folder believes, made without a process for each.</summary>
internal static class FolderTokens
{
    /// <summary>By subject.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> IssueAsync(string folder, IEnumerable<string> subjects)
    {
        await using var app = ServerHost.Compose(["environment=Development", $"contentRoot={folder}", $"Storage:Directory={folder}"]);
        var tokens = app.Services.GetRequiredService<DevelopmentTokens>();
        return subjects.ToDictionary(s => s, s => tokens.Issue(s, Roles.Reader, s, [], TimeSpan.FromHours(1)));
    }
}
