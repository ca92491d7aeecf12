using System.Globalization;
using Npgsql;

namespace Registry.Tool.Demo;

/// <summary>
/// An attacker with every right on the database: lifts the freeze and the guards, changes one byte of one stored record, and puts the
/// guards back so that nothing looks touched. Only the signed checkpoints that others hold give it away.
/// </summary>
internal sealed class OneByte
{
    private const int Place = 40;

    private const string Lift = """
        alter event trigger registry_freeze disable;
        alter table access_log.record disable trigger no_change;
        alter table access_log.record drop constraint if exists record_check;
        """;

    private const string PutBack = """
        alter table access_log.record enable always trigger no_change;
        alter event trigger registry_freeze enable always;
        """;

    private const string PutCheckBack = """
        alter table access_log.record add constraint record_check
          check (leaf_hash = sha256('\x0001'::bytea || sha256(sha256(actor) || sha256(subject))));
        """;

    private readonly string superuser;
    private readonly long leaf;

    private OneByte(string superuser, long leaf)
    {
        this.superuser = superuser;
        this.leaf = leaf;
    }

    public static async Task<OneByte> Change(string superuser, long leaf)
    {
        var change = new OneByte(superuser, leaf);
        await change.Flip(checkAgain: false);
        return change;
    }

    public Task Restore() => Flip(checkAgain: true);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"byte số {Place} của bản ghi mã hóa ở lá {leaf} / byte {Place} of the encrypted record at leaf {leaf}, one bit");

    /// <summary>Flips the lowest bit: twice gives back what was.</summary>
    private async Task Flip(bool checkAgain)
    {
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, Lift);
        await using (var update = new NpgsqlCommand("update access_log.record set actor = set_byte(actor, $1, get_byte(actor, $1) # 1) where idx = $2", connection))
        {
            update.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Place });
            update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = leaf });
            if (await update.ExecuteNonQueryAsync() != 1)
                throw new InvalidOperationException($"The log has no line {leaf}.");
        }

        if (checkAgain)
            await Run(connection, PutCheckBack);
        await Run(connection, PutBack);
        await transaction.CommitAsync();
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
