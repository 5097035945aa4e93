"""The ledger, the register of people, and the projections of the ledger."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


def compare_keys_exactly(apps, schema_editor):
    """Let MariaDB and MySQL tell "a" from "A" in a key, as SQLite and PostgreSQL do."""
    if schema_editor.connection.vendor == "mysql":
        schema_editor.execute(
            "ALTER TABLE asn_scoring_entry MODIFY `key` varchar(255) "
            "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL"
        )


def begin(apps, schema_editor):
    """Create the rows that writers and followers lock, before two of them could race for it."""
    database = schema_editor.connection.alias
    apps.get_model("asn_scoring", "Head").objects.using(database).get_or_create(pk=1)
    for name in ("judge", "standing"):
        apps.get_model("asn_scoring", "Cursor").objects.using(database).get_or_create(pk=name)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(db_index=True, max_length=32)),
                ("key", models.CharField(max_length=255, unique=True)),
                ("subject", models.CharField(blank=True, max_length=36)),
                ("at", models.DateTimeField()),
                ("canonical", models.TextField()),
                ("leaf", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("size", models.BigIntegerField(default=0)),
                (
                    "root",
                    models.CharField(
                        default="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        max_length=64,
                    ),
                ),
                ("frontier", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="InboxItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("user_id", models.BigIntegerField()),
                ("course_key", models.CharField(max_length=255)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LevelResult",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("code", models.CharField(max_length=32)),
                ("level", models.PositiveSmallIntegerField()),
                ("seq", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "subject",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.BigIntegerField(blank=True, null=True, unique=True)),
                ("nip", models.CharField(blank=True, max_length=18, null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("unit", models.CharField(blank=True, db_index=True, max_length=200)),
                ("position", models.CharField(blank=True, max_length=200)),
                ("job_type", models.CharField(blank=True, max_length=40)),
                ("population", models.CharField(default="PNS", max_length=20)),
                ("performance", models.CharField(blank=True, max_length=40)),
                ("tenure_from", models.DateField(blank=True, null=True)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "permissions": [
                    ("read_results", "May read the results of every learner"),
                    ("decide_rewards", "May grant or refuse a proposed reward"),
                    ("read_ledger", "May read the ledger and its checks"),
                    ("export_results", "May export results with names and NIP"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RulebookText",
            fields=[
                ("digest", models.CharField(max_length=71, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=64, unique=True)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="CourseResult",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("course_key", models.CharField(max_length=255)),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("passed", models.BooleanField(default=False)),
                ("passed_on", models.DateField(null=True)),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("activities", models.PositiveIntegerField(default=0)),
                ("competencies", models.JSONField(default=list)),
                ("jp", models.PositiveSmallIntegerField(default=0)),
                ("seq", models.BigIntegerField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "course_key"), name="asn_scoring_result_one_per_course"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True),
                            models.Q(("score__gte", 0), ("score__lte", 100)),
                            _connector="OR",
                        ),
                        name="asn_scoring_result_score",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("name", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=-1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", -1)), name="asn_scoring_cursor_seq"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RewardCase",
            fields=[
                (
                    "proposed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="asn_scoring.entry",
                    ),
                ),
                ("subject", models.UUIDField(db_index=True)),
                ("reward_id", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("held", "Held"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                        ],
                        max_length=16,
                    ),
                ),
                ("decided_seq", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "seq"], name="asn_scoring_entry_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("seq__gte", 0)), name="asn_scoring_entry_counts_from_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="head",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)), name="asn_scoring_head_single"
            ),
        ),
        migrations.AddConstraint(
            model_name="head",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 0)), name="asn_scoring_head_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxitem",
            constraint=models.UniqueConstraint(
                fields=("user_id", "course_key"), name="asn_scoring_inbox_one_per_course"
            ),
        ),
        migrations.AddConstraint(
            model_name="levelresult",
            constraint=models.UniqueConstraint(
                fields=("subject", "code"), name="asn_scoring_level_one_per_competency"
            ),
        ),
        migrations.AddConstraint(
            model_name="levelresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                name="asn_scoring_level_range",
            ),
        ),
        migrations.AddField(
            model_name="rewardcase",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="asn_scoring.rulebooktext",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "held", "granted", "refused"])),
                name="asn_scoring_reward_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_seq__isnull", True),
                    ("decided_seq__gt", models.F("proposed")),
                    _connector="OR",
                ),
                name="asn_scoring_reward_decided_later",
            ),
        ),
        migrations.RunPython(compare_keys_exactly, migrations.RunPython.noop, atomic=False),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
