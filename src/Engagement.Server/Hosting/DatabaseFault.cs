using System.Data.Common;
using System.Net.Sockets;
using Engagement.Data;

namespace Engagement.Server.Hosting;

/// <summary>What went wrong with the database, in one line for its operator: drivers name the fault, and not always the server.</summary>
internal static class DatabaseFault
{
    /// <summary>Does work that needs the database.</summary>
    /// <exception cref="StartException">The database cannot be reached, or refuses; the message names it and says what to check.</exception>
    public static async Task<T> TellAsync<T>(IServiceProvider services, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not StartException && Causes(e).OfType<DbException>().Any())
        {
            throw new StartException(Describe(e, services.GetRequiredService<DatabaseChoice>()), e);
        }
    }

    private static string Describe(Exception fault, DatabaseChoice choice)
    {
        var database = $"The {choice.Engine.Name} database at {choice.Engine.AddressIn(choice.ConnectionString)}";
        var reason = string.Join(' ', Causes(fault).OfType<DbException>().First().Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var isOut = choice.Engine.Dialect.IsLostConnection(fault) || Causes(fault).Any(c => c is SocketException or TimeoutException);
        return isOut
            ? $"{database} cannot be reached: {reason.TrimEnd('.')}. Check that it runs, that this machine may connect to it, and Database:ConnectionString."
            : $"{database}: {reason}";
    }

    /// <summary>The exception and what it wraps: EF wraps some of the drivers'.</summary>
    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
