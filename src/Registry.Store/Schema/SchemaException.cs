namespace Registry.Store.Schema;

/// <summary>The database is not as this program needs it. The message lists every problem in the operator's words; the service does not start.</summary>
public sealed class SchemaException(IReadOnlyList<string> problems)
    : Exception("The database is not fit for the registry:" + string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}")) + $"{Environment.NewLine}See {Runbook.DatabaseUnfit}")
{
    /// <summary>One sentence a problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
