using Npgsql;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>Every outcome line that was owed has been written.</summary>
internal sealed class OutboxCheck(RunningRegistry registry)
{
    public async Task<IReadOnlyList<string>> Findings()
    {
        var left = 0L;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            left = await Rows();
            if (left == 0)
                return [];
            await Task.Delay(100);
        }

        return [$"the outbox still owes {left} lines"];
    }

    private async Task<long> Rows()
    {
        await using var source = NpgsqlDataSource.Create(registry.Superuser);
        await using var count = source.CreateCommand("select count(*) from registry.outbox");
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
