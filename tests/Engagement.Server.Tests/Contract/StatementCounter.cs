using System.Data.Common;
using Engagement.Server.Tests.Data;

namespace Engagement.Server.Tests.Contract;

/// <summary>Counts the statements that are sent to the database.</summary>
internal sealed class StatementCounter : EveryStatement
{
    private readonly List<string> _statements = [];

    /// <summary>Since the last call; oldest first.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_statements)
        {
            List<string> taken = [.. _statements];
            _statements.Clear();
            return taken;
        }
    }

    protected override void Sending(DbCommand command)
    {
        lock (_statements)
            _statements.Add(command.CommandText);
    }
}
