using Engagement.Server.Tests.Hosting;
using Xunit;

namespace Engagement.Server.Tests.Writes;

/// <summary>What the log tells of transactions that had to be tried again.</summary>
internal static class RepeatedTransactions
{
    private const string Retried = "[100]";
    private const string Settled = "[101]";

    public static void AssertNothingWasTriedAgain(this EngagementServer server) => Assert.Empty(Lines(server, Retried));

    public static void AssertTriedAgain(this EngagementServer server, int times) => Assert.Equal(times, Lines(server, Retried).Count());

    /// <summary>Commits whose connection was lost, and that held.</summary>
    public static void AssertSettled(this EngagementServer server, int times) => Assert.Equal(times, Lines(server, Settled).Count());

    private static IEnumerable<string> Lines(EngagementServer server, string eventId) =>
        server.Logs.Lines.Select(l => l.Text).Where(t => t.StartsWith($"Engagement.Data.WriteTransactions{eventId}", StringComparison.Ordinal));
}
