"""The addresses of the pages, in the namespace `campus` together with the doors."""

from django.urls import path
from django.views.i18n import set_language

from campus.pages import courses, entry, home, studio, studio_import, unit

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", entry.LogIn.as_view(), name="login"),
    path("logout/", entry.LogOut.as_view(), name="logout"),
    path("password/", entry.ChangePassword.as_view(), name="password"),
    path("language/", set_language, name="language"),
    path("courses/", courses.courses, name="courses"),
    path("courses/<str:course_key>/", courses.outline_page, name="outline"),
    path("courses/<str:course_key>/enrol/", courses.enrolment, name="enrol"),
    path("courses/<str:course_key>/unit/<str:usage_key>/", unit.unit_page, name="unit"),
    path("studio/", studio.courses, name="studio"),
    path("studio/import/", studio_import.import_page, name="studio-import"),
    path("studio/import/<slug:name>.tar.gz", studio_import.example, name="studio-example"),
    path("studio/course/<str:course_key>/", studio.course, name="studio-course"),
    path("studio/<str:usage_key>/", studio.block, name="studio-block"),
    path("studio/<str:usage_key>/preview/", studio.preview, name="studio-preview"),
    path("studio/<str:usage_key>/undo/", studio.undo, name="studio-undo"),
]
