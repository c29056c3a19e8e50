using System.Reflection;
using Engagement.Data;
using Engagement.Redis;
using Engagement.Server.Hosting;
using Engagement.Transport;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Engagement.Server.Tests.Telemetry;

public sealed class LogEventTests
{
    [Fact]
    public void No_two_events_of_the_logs_have_one_id()
    {
        var events = new[] { typeof(ServerHost), typeof(EngagementDbContext), typeof(TransportRegistration), typeof(RedisRegistration) }
            .SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (Name: $"{method.DeclaringType?.Name}.{method.Name}", Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(e => e.Id is not null).ToLookup(e => e.Id, e => e.Name);

        Assert.NotEmpty(events);
        Assert.Empty(events.Where(e => e.Count() > 1).Select(e => $"{e.Key}: {string.Join(", ", e)}"));
    }
}
